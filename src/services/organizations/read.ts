import type { Scope } from '../context';
import { findMembership, type OwnMembership } from './find';

/** List the organizations of the caller in joining order; a key has one. */
export function listOrganizations({ database, principal, organizationId }: Scope) {
  return database.unscoped.membership.findMany({
    where: { userId: principal.user.id, ...(principal.key ? { organizationId } : {}) },
    include: { organization: { include: { _count: { select: { memberships: true } } } } },
    orderBy: [{ createdAt: 'asc' }, { organizationId: 'asc' }],
  });
}

export type ListedOrganization = Awaited<ReturnType<typeof listOrganizations>>[number];

/**
 * Get an organization of the caller, with its pending ownership transfer.
 * @throws AppError not_found
 */
export async function getOrganization(scope: Scope, reference: string) {
  const membership = await findMembership(scope, reference);
  const [membersCount, transfer] = await Promise.all([
    scope.database.unscoped.membership.count({ where: { organizationId: membership.organizationId } }),
    pendingTransfer(scope, membership),
  ]);
  return { ...membership, membersCount, transfer };
}

export type OrganizationDetails = Awaited<ReturnType<typeof getOrganization>>;

async function pendingTransfer({ database, clock }: Scope, { organizationId }: OwnMembership) {
  const transfer = await database.unscoped.ownershipTransfer.findFirst({
    where: { organizationId, expiresAt: { gt: clock.now() } },
  });
  if (!transfer) return null;
  const to = await database.db.user.findUniqueOrThrow({ where: { id: transfer.toUserId } });
  return { toUserId: to.id, toName: to.name, toEmail: to.email, expiresAt: transfer.expiresAt };
}
