import { dockerLabel } from '../../domain/docker-label';
import { AppError } from '../../domain/error';
import { isOfPlatform, isPulled, pullImage } from '../component/obtain-image';
import { findReleaseImage, imageIsGone, listImageTimes } from '../component/release-image';
import { dockerPushArgv } from '../plan/docker-argv';
import { componentFacts } from '../plan/facts';
import { resolveCommand, resolveText } from '../plan/text';
import type { ActionFunction } from '../step/context';

/** Port of a component when neither it nor its image names one (`deployment.md` D5.5). */
const defaultPort = 3000;

const pushDeadlineMs = 30 * 60_000;

export const findImage: ActionFunction<'find-image'> = async (action, context) => {
  const { host, facts, log } = context;
  const image = resolveText(action.reference, facts);
  const isBuilt = async () =>
    (await host.docker.inspectImage(image))?.labels[dockerLabel.build] === action.fingerprint;
  const imageReady =
    !action.force &&
    ((await isBuilt()) || (action.isInRegistry && (await isPulled(image, context)) && (await isBuilt())));
  if (imageReady)
    await log.info(`${image} was already built with this configuration, so no build is needed.`);
  return componentFacts(action.component, { image, imageReady });
};

/**
 * Push the built image with the login of the server's root user. If that fails, the image still runs on the server
 * that built it.
 */
export const pushImage: ActionFunction<'push-image'> = async (action, { host, facts, log, signal }) => {
  const image = resolveText(action.reference, facts);
  await log.info(`Pushing ${image}`);
  const command = resolveCommand({ argv: dockerPushArgv(image), deadlineMs: pushDeadlineMs }, facts);
  const { code, stderr } = await host.run(command, { signal });
  if (code === 0) return undefined;
  const problem = `The image was not pushed: ${stderr.trim().split('\n').at(-1)}. Run docker login as root on this server, or clear docker_registry_image_name.`;
  if (action.isNeeded) throw new AppError('unavailable', problem);
  await log.problem(problem);
  return undefined;
};

export const pullAction: ActionFunction<'pull-image'> = async (
  { component, reference: text, platform, unlessPresent },
  { host, facts, log, signal },
) => {
  const reference = resolveText(text, facts);
  const present = unlessPresent ? await host.docker.inspectImage(reference) : null;
  if (present !== null && isOfPlatform(present, platform)) {
    await log.info(`${reference} is present.`);
    return componentFacts(component, { image: reference });
  }
  // By id, not by name: another tag may name the same image.
  const before = await listImageTimes(host);
  await pullImage(host, reference, { log, signal, ...(platform !== undefined && { platform }) });
  const pulled = await host.docker.inspectImage(reference);
  const wasPulled = pulled !== null && !before.has(pulled.id);
  return componentFacts(component, { image: reference, wasPulled });
};

export const requireImage: ActionFunction<'require-image'> = async (
  { component, reference, digest },
  { host },
) => {
  const image = await findReleaseImage(host, { reference, digest });
  if (image === null) throw imageIsGone(reference);
  return componentFacts(component, { image });
};

export const inspectImage: ActionFunction<'inspect-image'> = async (action, { host, facts, log }) => {
  const reference = resolveText(action.reference, facts);
  const image = await host.docker.inspectImage(reference);
  if (!image) throw new AppError('unavailable', `The image ${reference} is not on the server.`);
  const exposed = image.exposedPorts.find((port) => !port.endsWith('/udp'));
  const known = action.portsExposes[0] ?? (exposed && Number.parseInt(exposed, 10));
  await log.info(`Image ${image.id}`);
  return componentFacts(action.component, {
    digest: image.id,
    repoDigest: image.repoDigests[0],
    hasHealthcheck: image.hasHealthcheck,
    port: known || defaultPort,
    portIsGuess: !known,
  });
};
