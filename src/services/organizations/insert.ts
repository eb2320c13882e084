import type { Transaction } from '../../db/client';
import { reserveOrganizationNo } from '../../db/queries/organization-row';
import { freeSlug, slugOf } from './slug';

export interface NewOrganization {
  name: string;
  description?: string | null;
  ownerUserId: string;
  /** Whether it is the one that a user got with the account. */
  personal?: boolean;
}

/**
 * Insert an organization with its first owner, in the caller's transaction. Number and slug are free despite concurrent
 * inserts.
 */
export async function insertOrganization(
  tx: Transaction,
  { name, description = null, ownerUserId, personal = false }: NewOrganization,
) {
  const no = await reserveOrganizationNo(tx);
  const base = slugOf(name);
  const taken = await tx.organization.findMany({
    where: { slug: { startsWith: base } },
    select: { slug: true },
  });
  const slug = freeSlug(base, new Set(taken.map((row) => row.slug)));
  return tx.organization.create({
    data: {
      no,
      slug,
      name,
      description,
      personal,
      memberships: { create: { userId: ownerUserId, role: 'owner' } },
    },
  });
}
