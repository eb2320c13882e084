import { AppError } from '../../domain/error';
import { fingerprintLabel } from '../build/fingerprint';
import { pullImage } from '../release/obtain-image';
import { resolveText } from '../text';
import type { ActionFunction } from './context';

/** What an application listens on when neither it nor its image says (`deployment.md` D5.5). */
const defaultPort = 3000;

export const findImage: ActionFunction<'find-image'> = async (action, { host, facts, log }) => {
  const image = resolveText(action.reference, facts);
  const found = await host.docker.inspectImage(image);
  const imageReady = !action.force && found?.labels[fingerprintLabel] === action.fingerprint;
  if (imageReady) await log.info(`${image} was built before with this configuration: no build is needed.`);
  return { image, imageReady };
};

export const pullAction: ActionFunction<'pull-image'> = async ({ reference }, { host, log, signal }) => {
  await pullImage(host, reference, log, signal);
  return { image: reference };
};

/** The image of a release: by its name while that still means the same image, else by its id. */
export const requireImage: ActionFunction<'require-image'> = async ({ reference, digest }, { host }) => {
  const named = await host.docker.inspectImage(reference);
  if (named && (digest === null || named.id === digest)) return { image: reference };
  if (digest !== null && (await host.docker.inspectImage(digest))) return { image: digest };
  throw new AppError(
    'conflict',
    `The image ${reference} of this release is no longer on the server. Deploy the commit again.`,
  );
};

export const inspectImage: ActionFunction<'inspect-image'> = async (action, { host, facts, spec, log }) => {
  const reference = resolveText(action.reference, facts);
  const image = await host.docker.inspectImage(reference);
  if (!image) throw new AppError('unavailable', `The image ${reference} is not on the server.`);
  const exposed = image.exposedPorts.find((port) => !port.endsWith('/udp'));
  const port =
    spec.container.portsExposes[0] ?? (exposed === undefined ? defaultPort : Number.parseInt(exposed, 10));
  await log.info(`Image ${image.id}`);
  return { digest: image.id, repoDigest: image.repoDigests[0], hasHealthcheck: image.hasHealthcheck, port };
};
