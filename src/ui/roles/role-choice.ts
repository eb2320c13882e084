import type { Role } from '../../domain/permission/role-matrix';

const prefix = 'custom:';

/** The value of a custom role in a list that also has the built-in roles. */
export function customChoice(id: string): string {
  return `${prefix}${id}`;
}

/** The value in the list for the role of a membership. */
export function choiceOf({ role, custom_role_id }: { role: Role; custom_role_id: string | null }): string {
  return role === 'custom' && custom_role_id ? customChoice(custom_role_id) : role;
}

/** The role to send for a value of the list. */
export function roleOfChoice(choice: string): { role: Role; custom_role_id: string | null } {
  if (choice.startsWith(prefix)) return { role: 'custom', custom_role_id: choice.slice(prefix.length) };
  const role = choice === 'owner' || choice === 'admin' ? choice : 'member';
  return { role, custom_role_id: null };
}
