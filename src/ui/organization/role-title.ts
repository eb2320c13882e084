import type { Role } from '../../domain/permission/role-matrix';

const titles: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  custom: 'Custom role',
};

/** Title of a role; all custom roles share one. */
export function roleTitle(role: Role): string {
  return titles[role];
}
