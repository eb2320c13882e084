import { AppError } from '../../domain/error';
import type { Scope } from '../context';

export interface OrganizationChanges {
  name?: string;
  description?: string | null;
  /** Longest life of a new API key, days; null: no limit. Keys that exist stay as they are. */
  maxKeyDays?: number | null;
  isHostAccessAllowed?: boolean;
}

/**
 * The slug stays: it is in addresses that people have kept.
 * @throws AppError forbidden for a change of the host access by anyone but an owner (deployment contract D16.4)
 */
export async function updateOrganization(scope: Scope, changes: OrganizationChanges): Promise<void> {
  scope.notes.targetUuid = scope.organizationId;
  const where = { id: scope.organizationId };
  const before = await scope.db.organization.findUniqueOrThrow({ where });
  const { isHostAccessAllowed = before.isHostAccessAllowed } = changes;
  if (isHostAccessAllowed !== before.isHostAccessAllowed && scope.principal.role !== 'owner')
    throw new AppError('forbidden', 'Only an owner can change whether containers may access their host.');
  scope.notes.changed(before, await scope.db.organization.update({ where, data: changes }));
}
