import { AppError, errorMessage } from '../../domain/error';
import type { Host } from '../../transport/host';
import type { StepLog } from '../step/step-log';

/**
 * Pull an image. One that is present already is used as it is when its registry cannot be reached, or when the
 * reference is a digest, which can never mean anything else.
 */
export async function pullImage(
  host: Host,
  reference: string,
  log: StepLog,
  signal: AbortSignal,
): Promise<void> {
  const present = await host.docker.inspectImage(reference);
  if (present && reference.includes('@sha256:')) {
    await log.info(`${reference} is present.`);
    return;
  }
  await log.info(`Pulling ${reference}`);
  let progress: readonly string[] = [];
  try {
    progress = await host.docker.pullImage(reference, signal);
  } catch (error) {
    if (!present || !(error instanceof AppError) || error.code !== 'unavailable') throw error;
    await log.problem(
      `Pull skipped, the registry cannot be reached (${errorMessage(error)}). Using the image on the server.`,
    );
  }
  await log.lines(
    progress.map((text) => ({ stream: 'stdout', text })),
    { hidden: true },
  );
}
