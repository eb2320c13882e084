import type { ChangeEvent } from '../db/notify';
import { errorMessage } from '../domain/error';
import type { OrganizationScope, Services } from './context';
import { type NamedWorkload, workloadResources } from './workloads/find';

/** Tells every console of the organization that something a page shows has changed. */
export function changed(
  scope: Pick<OrganizationScope, 'changes' | 'organizationId'>,
  kind: 'project' | 'environment' | 'private_key' | 'server' | 'application' | 'database' | 'service',
  uuid: string,
): Promise<void> {
  return scope.changes.publish({ organizationId: scope.organizationId, kind, uuid });
}

/** The same of a workload, whatever its kind. */
export function workloadChanged(
  scope: Pick<OrganizationScope, 'changes' | 'organizationId'>,
  { kind, uuid }: NamedWorkload,
): Promise<void> {
  return changed(scope, workloadResources[kind], uuid);
}

/** The same after a call has succeeded: consoles that do not hear of it must not make it fail. */
export async function announceChange(
  { changes, log }: Pick<Services, 'changes' | 'log'>,
  event: ChangeEvent,
): Promise<void> {
  await changes.publish(event).catch((error: unknown) => {
    log.warn({ kind: event.kind, error: errorMessage(error) }, 'change not announced');
  });
}
