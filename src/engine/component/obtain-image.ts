import { AppError, errorMessage } from '../../domain/error';
import type { ImageState, PullOptions } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import type { StepLog } from '../step/step-log';

/**
 * Pull an image. One that is present already is used as it is when its registry cannot be reached, or when the
 * reference is a digest, which can never mean anything else.
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

/** Names of one architecture, as machines and Docker call it. */
const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armhf: 'arm' };

/** Whether an image is of the platform that is wanted; of one that does not say it, it is. */
export function isOfPlatform(
  { platform }: Pick<ImageState, 'platform'>,
  wanted: string | undefined,
): boolean {
  if (platform === undefined || wanted === undefined) return true;
  const [os, architecture = ''] = wanted.includes('/') ? wanted.split('/') : ['linux', wanted];
  return platform === `${os}/${architectures[architecture] ?? architecture}`;
}
