import type { Role } from '../../domain/permission/role-matrix';
import type { Scope } from '../context';

export interface OwnOrganization {
  id: string;
  no: number;
  slug: string;
  name: string;
  role: Role;
}

/** List the organizations that the caller can switch to, in joining order; a key has one. */
export async function listOwnOrganizations({ database, principal }: Scope): Promise<OwnOrganization[]> {
  if (principal.key) return [{ ...principal.organization, role: principal.role }];
  const memberships = await database.unscoped.membership.findMany({
    where: { userId: principal.user.id },
    select: { role: true, organization: { select: { id: true, no: true, slug: true, name: true } } },
    orderBy: [{ createdAt: 'asc' }, { organizationId: 'asc' }],
  });
  return memberships.map(({ role, organization }) => ({ ...organization, role }));
}
