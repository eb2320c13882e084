import type { Role } from '../../domain/permission/role-matrix';

/** Explanations of the built-in roles (authorization contract §6). */
export const roleWords: Record<Exclude<Role, 'custom'>, string> = {
  owner: 'Everything, including transferring and deleting the organization.',
  admin: 'Everything except managing owners and deleting the organization.',
  member: 'Reads everything except secrets. More in granted projects.',
};
