import { AppError } from '../../domain/error';
import type { Scope } from '../context';

export interface OrganizationChanges {
  name?: string;
  description?: string | null;
  /** Longest lifetime of a new API key, in days; null: no limit. Existing keys stay as they are. */
  maxKeyDays?: number | null;
  isHostAccessAllowed?: boolean;
}

/**
 * Update an organization. The slug stays: users have bookmarked addresses with it.
 * @throws AppError forbidden when anyone but an owner changes the host access (deployment contract D16.4)
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
