import type { ScopedModels } from '../../db/scope';
import { notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Scope } from '../context';
import type { HeldRole } from '../membership/authority';

const details = {
  user: {
    select: { id: true, no: true, email: true, username: true, name: true, totpEnabledAt: true },
  },
  customRole: true,
  grants: { include: { project: { select: { uuid: true } } }, orderBy: { projectId: 'asc' } },
} as const;

function membersWithDetails(db: ScopedModels) {
  return db.membership.findMany({
    include: details,
    orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
  });
}

/** List the members of the organization in joining order, with their grants in projects that the caller sees. */
export async function listMembers({ db, visibility }: Scope): Promise<Member[]> {
  const members = await membersWithDetails(db);
  const projects = visibility?.projects;
  if (!projects) return members;
  return members.map((member) => ({
    ...member,
    grants: member.grants.filter(({ project }) => projects.includes(project.uuid)),
  }));
}

/**
 * Get a member of the organization. Reads one relation per query: a transaction has one connection, and Prisma would
 * request several at once.
 * @throws AppError not_found: no such user, or not in this organization
 */
export async function findMember(db: ScopedModels, userId: string): Promise<Member> {
  const membership = isRfcUuid(userId)
    ? await db.membership.findFirst({ where: { userId }, include: { user: details.user } })
    : null;
  if (!membership) throw notFound('Member');
  const { customRoleId: id } = membership;
  const customRole = id === null ? null : await db.customRole.findFirst({ where: { id } });
  const grants = await db.projectGrant.findMany({ where: { userId }, ...details.grants });
  return { ...membership, customRole, grants };
}

export type Member = Awaited<ReturnType<typeof membersWithDetails>>[number];

/** The role of a member in the form that authority checks take. */
export function heldBy({ role, customRole, grants }: Member): HeldRole {
  return {
    role,
    customRole,
    grants: grants.map(({ project, abilities }) => ({ projectUuid: project.uuid, abilities })),
  };
}
