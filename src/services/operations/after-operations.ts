import type { JobPayload } from '../../queue/jobs';
import type { OrganizationScope } from '../context';

/** What is done with an application once none of its operations runs. */
type AfterOperations = 'application.stop' | 'application.delete';

/** A job that waits for operations is hastened when one ends; this is for a notice that was lost. */
const LOOK_AGAIN_MS = 30_000;

/** One waiting job of each kind is enough for an application. */
function keyOf(name: AfterOperations, applicationUuid: string): string {
  return `${name}:${applicationUuid}`;
}

/** Keys of the jobs that may wait for an operation of the application to end. */
export function waitingFor(applicationUuid: string): string[] {
  return [keyOf('application.stop', applicationUuid), keyOf('application.delete', applicationUuid)];
}

/** Queues a stop or a removal. */
export function enqueueFor<N extends AfterOperations>(
  { queue }: Pick<OrganizationScope, 'queue'>,
  name: N,
  payload: JobPayload<N>,
): Promise<void> {
  return queue.enqueue(name, payload, { key: keyOf(name, payload.applicationUuid) });
}

/**
 * Puts the job back while an operation of the application runs or is being undone, so that nothing appears on the server
 * behind its back. No slot is held meanwhile: the end of the operation makes it due.
 * @returns true when it was put back
 */
export async function waitForOperations<N extends AfterOperations>(
  { db, queue }: Pick<OrganizationScope, 'db' | 'queue'>,
  workloadId: number,
  name: N,
  payload: JobPayload<N>,
): Promise<boolean> {
  // The lease is given up last: until then undoing may still change something.
  const unsettled = {
    workloadId,
    OR: [{ status: 'in_progress' as const }, { leaseHolder: { not: null } }],
  };
  if ((await db.operation.count({ where: unsettled })) === 0) return false;
  const key = keyOf(name, payload.applicationUuid);
  await queue.enqueue(name, payload, { key, delayMs: LOOK_AGAIN_MS });
  // It may have ended in between, and found nothing to hasten.
  if ((await db.operation.count({ where: unsettled })) === 0) await queue.hasten([key]);
  return true;
}
