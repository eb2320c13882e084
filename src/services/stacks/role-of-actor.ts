import type { Role } from '../../domain/permission/role-matrix';
import type { OrganizationScope } from '../context';

/** The current role of the user who requested an operation; null: a push, a schedule, or a user who has left. */
export async function roleOfActor(
  { db }: Pick<OrganizationScope, 'db'>,
  userId: string | null,
): Promise<Role | null> {
  if (userId === null) return null;
  const membership = await db.membership.findFirst({ where: { userId }, select: { role: true } });
  return membership?.role ?? null;
}
