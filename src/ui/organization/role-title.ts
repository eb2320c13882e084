import type { Role } from '../../domain/permission/role-matrix';

const titles: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  custom: 'Custom role',
};

/** The name of a role, or what all roles of an organization's own have in common. */
export function roleTitle(role: Role): string {
  return titles[role];
}
