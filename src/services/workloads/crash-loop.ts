import type { ContainerState } from '../../engine/workload/containers';

/** Uptime after which a container counts as stable: its earlier crashes are not a loop. */
const settledMs = 5 * 60_000;

/**
 * Whether a container is in a crash loop (`deployment.md` D7.8): restarted by Docker `limit` times or more, and waiting
 * for the next restart or just started. Limit 0: never.
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
