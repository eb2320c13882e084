import type { Scope } from '../context';
import { insertOrganization } from './insert';

/** Create an organization with the caller as its owner. It does not become the active one. */
export async function createOrganization(
  { database, principal, notes }: Scope,
  input: { name: string; description?: string | null },
) {
  const organization = await database.unscoped.$transaction((tx) =>
    insertOrganization(tx, { ...input, ownerUserId: principal.user.id }),
  );
  notes.targetUuid = organization.id;
  return organization;
}
