import type { Role } from '../../domain/permission/role-matrix';

/** The console's explanation of the built-in roles (authorization contract §6). */
export const roleWords: Record<Exclude<Role, 'custom'>, string> = {
  owner: 'Everything, including transferring and deleting the organization.',
  admin: 'Everything but owners, and the end of the organization.',
  member: 'Reads without secrets; more in the projects that are granted.',
};
