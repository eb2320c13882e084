import { listMembers, type MemberRow } from '../../db/queries/members';
import { notFound } from '../../domain/error';
import type { Scope } from '../context';

export type Member = MemberRow;

/**
 * Get the caller's organization with its members; v1 calls it a team. `no`: the requested number; any other is not
 * found.
 */
export async function getTeam(scope: Scope, no?: number) {
  const [organization, members] = await Promise.all([
    scope.db.organization.findUniqueOrThrow({ where: { id: scope.organizationId } }),
    getMembers(scope, no),
  ]);
  return { ...organization, members };
}

export type Team = Awaited<ReturnType<typeof getTeam>>;

/** List the members of a team. @throws AppError not_found for another organization's number */
export async function getMembers(
  { database, organizationId, principal }: Scope,
  no = principal.organization.no,
): Promise<Member[]> {
  if (no !== principal.organization.no) throw notFound('Team');
  return listMembers(database.pool, organizationId);
}
