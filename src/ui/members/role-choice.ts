import type { Role } from '../../domain/permission/role-matrix';

const prefix = 'custom:';

/** One value for a list that holds both built-in roles and the organization's own. */
export function customChoice(id: string): string {
  return `${prefix}${id}`;
}

/** What a membership has → the value of the list. */
export function choiceOf({ role, custom_role_id }: { role: Role; custom_role_id: string | null }): string {
  return role === 'custom' && custom_role_id ? customChoice(custom_role_id) : role;
}

/** The value of the list → what is sent. */
export function roleOfChoice(choice: string): { role: Role; custom_role_id: string | null } {
  if (choice.startsWith(prefix)) return { role: 'custom', custom_role_id: choice.slice(prefix.length) };
  const role = choice === 'owner' || choice === 'admin' ? choice : 'member';
  return { role, custom_role_id: null };
}
