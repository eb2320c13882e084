import type { Scope } from '../context';
import { insertOrganization } from './insert';

/** A new organization whose owner is the caller. It does not become the active one by that. */
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
