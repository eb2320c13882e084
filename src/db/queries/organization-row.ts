import type { Transaction } from '../client';

/**
 * Reserve the number of the next organization. Until the transaction ends no other call gets one, so that free numbers
 * and slugs are still free at the insert.
 */
export async function reserveOrganizationNo(tx: Transaction): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('gantry organization number', 0))`;
  const { _max } = await tx.organization.aggregate({ _max: { no: true } });
  return (_max.no ?? -1) + 1;
}

/**
 * Lock the row against every insert that would reference it, so that an organization that is empty now is empty at the
 * delete.
 */
export async function lockOrganization(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM organizations WHERE id = ${organizationId}::uuid FOR UPDATE`;
}
