import type { ChangeEvent } from '../db/notify';
import { errorMessage } from '../domain/error';
import { type NamedWorkload, workloadResources } from '../domain/workload/names';
import type { OrganizationScope, Services } from './context';

/** Tell every console of the organization that something shown on a page has changed. */
export function changed(
  scope: Pick<OrganizationScope, 'changes' | 'organizationId'>,
  kind:
    | 'project'
    | 'environment'
    | 'private_key'
    | 'git_source'
    | 'server'
    | 's3_storage'
    | 'template'
    | 'notification'
    | 'application'
    | 'database'
    | 'service',
  uuid: string,
): Promise<void> {
  return scope.changes.publish({ organizationId: scope.organizationId, kind, uuid });
}

/** Tell every console of the organization that a workload has changed, whatever its kind. */
export function workloadChanged(
  scope: Pick<OrganizationScope, 'changes' | 'organizationId'>,
  { kind, uuid }: NamedWorkload,
): Promise<void> {
  return changed(scope, workloadResources[kind], uuid);
}

/** Announce a change after a call has succeeded; a failure to announce does not fail the call. */
export async function announceChange(
  { changes, log }: Pick<Services, 'changes' | 'log'>,
  event: ChangeEvent,
): Promise<void> {
  await changes.publish(event).catch((error: unknown) => {
    log.warn({ kind: event.kind, error: errorMessage(error) }, 'change not announced');
  });
}
