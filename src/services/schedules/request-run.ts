import { createHash } from 'node:crypto';
import { newUuid } from '../../lib/random';
import {
  type OperationRequest,
  type Requester,
  requestOperation,
  type StartedOperation,
} from '../operations/request';

/**
 * Request a run of a schedule.
 * @param run what is due, such as the schedule and the time: the same one is requested once, however often a sweep tries;
 * null: a run on request
 * @returns a duplicate: another run has not ended
 */
export async function requestRun(
  scope: Requester,
  request: OperationRequest,
  run: readonly string[] | null,
): Promise<StartedOperation> {
  const uuid = run ? uuidOf(run) : newUuid();
  const started = await requestOperation(scope, { ...request, uuid });
  if (started === null || started.uuid === uuid) return { uuid, isDuplicate: false };
  return started;
}

function uuidOf(run: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(run)).digest('hex').slice(0, 24);
}
