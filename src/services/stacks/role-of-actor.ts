import type { Role } from '../../domain/permission/role-matrix';
import type { OrganizationScope } from '../context';

/** The role of the user who asked for an operation, as it is now; null: a push, a schedule, or someone who has left. */
export async function roleOfActor(
  { db }: Pick<OrganizationScope, 'db'>,
  userId: string | null,
): Promise<Role | null> {
  if (userId === null) return null;
  const membership = await db.membership.findFirst({ where: { userId }, select: { role: true } });
  return membership?.role ?? null;
}
