import { AppError, errorMessage } from '../../domain/error';
import type { ImageState, PullOptions } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import type { StepLog } from '../step/step-log';

/**
 * Pull an image. A local copy is used when its registry is unreachable, or when the reference is a digest, whose
 * content never changes.
 */
export async function pullImage(
  host: Host,
  reference: string,
  { log, ...options }: PullOptions & { log: StepLog; signal: AbortSignal },
): Promise<void> {
  const present = await host.docker.inspectImage(reference);
  if (present && reference.includes('@sha256:') && isOfPlatform(present, options.platform)) {
    await log.info(`${reference} is present.`);
    return;
  }
  await log.info(`Pulling ${reference}`);
  let progress: readonly string[] = [];
  try {
    progress = await host.docker.pullImage(reference, options);
  } catch (error) {
    if (
      !present ||
      !isOfPlatform(present, options.platform) ||
      !(error instanceof AppError) ||
      error.code !== 'unavailable'
    )
      throw error;
    await log.problem(
      `Pull skipped because the registry cannot be reached (${errorMessage(error)}). Using the image on the server.`,
    );
  }
  await log.lines(
    progress.map((text) => ({ stream: 'stdout', text })),
    { hidden: true },
  );
}

/** Whether an image that another server pushed could be pulled; if not, for any reason, it comes another way. */
export async function isPulled(
  image: string,
  { host, log, signal }: { host: Host; log: StepLog; signal: AbortSignal },
): Promise<boolean> {
  try {
    await host.docker.pullImage(image, { signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    await log.debug(`Not in the registry: ${errorMessage(error)}`);
    return false;
  }
}

/** Docker's name of each architecture that machines name differently. */
const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armhf: 'arm' };

/** Whether an image has the wanted platform; true for an image that does not name one. */
export function isOfPlatform(
  { platform }: Pick<ImageState, 'platform'>,
  wanted: string | undefined,
): boolean {
  if (platform === undefined || wanted === undefined) return true;
  const [os, architecture = ''] = wanted.includes('/') ? wanted.split('/') : ['linux', wanted];
  return platform === `${os}/${architectures[architecture] ?? architecture}`;
}
