import type { Role } from '../../domain/permission/role-matrix';

const prefix = 'custom:';

/** Value of a custom role in a select that also has the built-in roles. */
export function customChoice(id: string): string {
  return `${prefix}${id}`;
}

/** Value in the select for the role of a membership. */
export function choiceOf({ role, custom_role_id }: { role: Role; custom_role_id: string | null }): string {
  return role === 'custom' && custom_role_id ? customChoice(custom_role_id) : role;
}

/** Role to send for a value of the select. */
export function roleOfChoice(choice: string): { role: Role; custom_role_id: string | null } {
  if (choice.startsWith(prefix)) return { role: 'custom', custom_role_id: choice.slice(prefix.length) };
  const role = choice === 'owner' || choice === 'admin' ? choice : 'member';
  return { role, custom_role_id: null };
}
