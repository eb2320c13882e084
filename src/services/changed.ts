import type { OrganizationScope } from './context';

/** Tells every console of the organization that something a page shows has changed. */
export function changed(
  scope: Pick<OrganizationScope, 'changes' | 'organizationId'>,
  kind: 'project' | 'environment' | 'private_key' | 'server' | 'application',
  uuid: string,
): Promise<void> {
  return scope.changes.publish({ organizationId: scope.organizationId, kind, uuid });
}
