import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../domain/error';
import { componentFacts } from '../plan/facts';
import { resolveText } from '../plan/text';
import type { ActionFunction } from '../step/context';

const deadlineMs = 30 * 60_000;

/** Stream an image as Docker archives it, with backpressure; nothing is stored on this machine. */
export const transferImage: ActionFunction<'transfer-image'> = async (action, context) => {
  const { host, buildServer, facts, log, signal } = context;
  if (!buildServer) throw new AppError('internal', 'There is no build server to send the image from.');
  const image = resolveText(action.reference, facts);
  await log.info(`Sending ${image} from the build server`);
  let bytes = 0;
  const counted = () =>
    new Transform({
      transform(chunk: Buffer, _encoding, pass) {
        bytes += chunk.length;
        pass(null, chunk);
      },
    });
  await buildServer.docker.saveImage(image, { deadlineMs, signal }, async (archive) => {
    const counter = counted();
    await Promise.all([pipeline(archive, counter), host.docker.loadImage(counter, { deadlineMs, signal })]);
  });
  if ((await host.docker.inspectImage(image)) === null)
    throw new AppError('unavailable', `${image} was sent, but Docker has no image with this name.`);
  await log.info(`Sent ${Math.ceil(bytes / 1_000_000)} MB.`);
  return componentFacts(action.component, { image });
};
