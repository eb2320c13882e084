import { type LocatableType, locateObject } from '../../db/queries/locate-object';
import type { OrganizationScope } from '../context';
import { waitFor } from '../wait-for';

/** Wait until an object no longer exists. @returns whether that happened in time */
export async function awaitRemoval(
  scope: Pick<OrganizationScope, 'changes' | 'clock' | 'database' | 'organizationId'>,
  object: { type: LocatableType; uuid: string },
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<boolean> {
  const isGone = await waitFor(scope, {
    concerns: ({ kind, uuid }) => kind === object.type && uuid === object.uuid,
    look: async () => ((await locateObject(scope.database.pool, scope.organizationId, object)) ? null : true),
    timeoutMs,
    signal,
  });
  return isGone === true;
}
