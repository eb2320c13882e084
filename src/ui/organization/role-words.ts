import type { Role } from '../../domain/permission/role-matrix';

/** What the built-in roles may do, as the console explains it (authorization contract §6). */
export const roleWords: Record<Exclude<Role, 'custom'>, string> = {
  owner: 'Everything, including transferring and deleting the organization.',
  admin: 'Everything but owners, and the end of the organization.',
  member: 'Reads without secrets; more in the projects that are granted.',
};
