import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { isOfPlatform, isPulled } from '../component/obtain-image';
import { findReleaseImage } from '../component/release-image';
import { componentFacts } from '../plan/facts';
import type { ActionContext, ActionFunction } from '../step/context';
import { sendImage } from './transfer-image';

/** Find the image of a release on the server, else pull it if it was pushed, else send it from the server that has it. */
export const receiveImage: ActionFunction<'receive-image'> = async (action, context) => {
  const { component, reference, digest, isInRegistry } = action;
  const { host, log } = context;
  const find = () => findReleaseImage(host, { reference, digest });
  const present = await find();
  if (present !== null) {
    await log.info(`${reference} is on this server.`);
    return componentFacts(component, { image: present });
  }
  const pulled = isInRegistry && (await isPulled(reference, context)) ? await find() : null;
  const image = pulled ?? (await receive(action, context));
  return componentFacts(component, { image, wasPulled: true });
};

async function receive(
  { reference, digest, from }: Parameters<typeof receiveImage>[0],
  context: ActionContext,
): Promise<string> {
  const { host, buildServer: sender, log } = context;
  if (!sender)
    throw new AppError('conflict', `The server ${from}, which has the image ${reference}, was removed.`);
  const sent = await findReleaseImage(sender, { reference, digest });
  if (sent === null)
    throw new AppError(
      'conflict',
      `The image ${reference} of this release is no longer on the server ${from}. Deploy the commit again.`,
    );
  await requireSamePlatform(host, sender, { image: sent, from });
  await log.info(`Sending ${reference} from ${from}`);
  await sendImage(sender, sent, context);
  // Engines that store images differently number the same one differently: then it is the one with the name.
  const received = (await findReleaseImage(host, { reference, digest })) ?? sent;
  if ((await host.docker.inspectImage(received)) === null)
    throw new AppError('unavailable', `${reference} was sent, but Docker has no image with this name.`);
  return received;
}

async function requireSamePlatform(
  host: Host,
  sender: Host,
  { image, from }: { image: string; from: string },
): Promise<void> {
  const [{ os, arch }, there] = await Promise.all([host.docker.version(), sender.docker.inspectImage(image)]);
  const here = `${os}/${arch}`;
  if (!there || isOfPlatform(there, here)) return;
  throw new AppError(
    'conflict',
    `The image is for ${there.platform} and this server is ${here}, so it does not run here. ` +
      `Use a server with the same processor architecture as ${from}.`,
  );
}
