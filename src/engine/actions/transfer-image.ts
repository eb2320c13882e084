import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { componentFacts } from '../plan/facts';
import { resolveText } from '../plan/text';
import type { ActionContext, ActionFunction } from '../step/context';

const deadlineMs = 30 * 60_000;

export const transferImage: ActionFunction<'transfer-image'> = async (action, context) => {
  const { host, buildServer, facts, log } = context;
  if (!buildServer) throw new AppError('internal', 'There is no build server to send the image from.');
  const image = resolveText(action.reference, facts);
  await log.info(`Sending ${image} from the build server`);
  await sendImage(buildServer, image, context);
  if ((await host.docker.inspectImage(image)) === null)
    throw new AppError('unavailable', `${image} was sent, but Docker has no image with this name.`);
  return componentFacts(action.component, { image });
};

/**
 * Stream an image from another machine as Docker archives it, with backpressure; nothing is stored on this machine.
 */
export async function sendImage(
  sender: Host,
  image: string,
  { host, log, signal }: Pick<ActionContext, 'host' | 'log' | 'signal'>,
): Promise<void> {
  let bytes = 0;
  const counted = () =>
    new Transform({
      transform(chunk: Buffer, _encoding, pass) {
        bytes += chunk.length;
        pass(null, chunk);
      },
    });
  await sender.docker.saveImage(image, { deadlineMs, signal }, async (archive) => {
    const counter = counted();
    await Promise.all([pipeline(archive, counter), host.docker.loadImage(counter, { deadlineMs, signal })]);
  });
  await log.info(`Sent ${Math.ceil(bytes / 1_000_000)} MB.`);
}
