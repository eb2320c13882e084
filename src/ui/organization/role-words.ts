import type { Role } from '../../domain/permission/role-matrix';

interface RoleWords {
  title: string;
  text: string;
}

/** The built-in roles, as the console explains them (authorization contract §6). */
export const roleWords: Record<Exclude<Role, 'custom'>, RoleWords> = {
  owner: { title: 'Owner', text: 'Everything, including transferring and deleting the organization.' },
  admin: { title: 'Admin', text: 'Everything but owners, and the end of the organization.' },
  member: { title: 'Member', text: 'Reads without secrets; more in the projects that are granted.' },
};

export function roleTitle(role: Role): string {
  return role === 'custom' ? 'Custom role' : roleWords[role].title;
}
