import { wireStatus } from '../../domain/deployment-status';
import { operationCan } from '../../domain/states';
import type { OrganizationScope } from '../context';
import { waitFor } from '../wait-for';

/**
 * Wait until all of these deployments have ended.
 * @returns their final states in v1 terms, by uuid; null when they had not ended in time
 */
export function awaitOperations(
  scope: Pick<OrganizationScope, 'changes' | 'clock' | 'db'>,
  uuids: readonly string[],
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<ReadonlyMap<string, string> | null> {
  return waitFor(scope, {
    concerns: ({ kind, uuid }) => kind === 'deployment' && uuids.includes(uuid),
    async look() {
      const rows = await scope.db.operation.findMany({
        where: { uuid: { in: [...uuids] } },
        select: { uuid: true, status: true },
      });
      // A missing one was deleted with its application.
      if (rows.some(({ status }) => !operationCan.isTerminal(status))) return null;
      return new Map(rows.map(({ uuid, status }) => [uuid, wireStatus(status)]));
    },
    timeoutMs,
    signal,
  });
}
