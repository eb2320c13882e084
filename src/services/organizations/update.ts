import type { Scope } from '../context';

export interface OrganizationChanges {
  name?: string;
  description?: string | null;
  /** Longest life of a new API key, days; null: no limit. Keys that exist stay as they are. */
  maxKeyDays?: number | null;
  isHostAccessAllowed?: boolean;
}

/** The slug stays: it stands in addresses that people have kept. */
export async function updateOrganization(scope: Scope, changes: OrganizationChanges): Promise<void> {
  scope.notes.targetUuid = scope.organizationId;
  const where = { id: scope.organizationId };
  const before = await scope.db.organization.findUniqueOrThrow({ where });
  scope.notes.changed(before, await scope.db.organization.update({ where, data: changes }));
}
