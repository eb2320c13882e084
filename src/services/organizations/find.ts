import { notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Scope } from '../context';

const numberPattern = /^\d{1,9}$/;

/** The condition for an organization as paths name it, by uuid or number; null for a text that is neither. */
function conditionOf(reference: string): { id: string } | { no: number } | null {
  if (isRfcUuid(reference)) return { id: reference };
  return numberPattern.test(reference) ? { no: Number(reference) } : null;
}

/**
 * Get the caller's membership in an organization that need not be the active one. A key belongs to one organization and
 * sees no other. @throws AppError not_found, the same for "not there" and "not a member"
 */
export async function findMembership({ database, principal, organizationId }: Scope, reference: string) {
  const organization = conditionOf(reference);
  const membership =
    organization &&
    (await database.unscoped.membership.findFirst({
      where: {
        userId: principal.user.id,
        organization,
        ...(principal.key ? { organizationId } : {}),
      },
      include: { organization: true, customRole: true },
    }));
  if (!membership) throw notFound('Organization');
  return membership;
}

export type OwnMembership = Awaited<ReturnType<typeof findMembership>>;
