import type { Role } from '../../domain/permission/role-matrix';

const titles: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  custom: 'Custom role',
};

/** The title of a role; all custom roles have the same. */
export function roleTitle(role: Role): string {
  return titles[role];
}
