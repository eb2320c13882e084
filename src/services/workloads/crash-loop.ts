import type { ContainerState } from '../../engine/workload/containers';

/** A container that stays up this long has come to rest: what it crashed before is no loop. */
const settledMs = 5 * 60_000;

/**
 * Whether a container crashes again and again (`deployment.md` D7.8): restarted by Docker `limit` times or more, and
 * waiting for the next time or started only just now. Limit 0: never.
 */
export function isCrashLoop(
  { status, restartCount, startedAt }: Pick<ContainerState, 'status' | 'restartCount' | 'startedAt'>,
  limit: number,
  now: Date,
): boolean {
  if (limit === 0 || restartCount < limit) return false;
  if (status === 'restarting') return true;
  return status === 'running' && now.getTime() - Date.parse(startedAt) < settledMs;
}
