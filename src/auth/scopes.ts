import { everyPermission, type Permission } from '../domain/permission/vocabulary';
import type { Principal } from './context';
import { permits, reach } from './decision';

/** List the permissions that a principal has, limited by role and key, at least for some objects. */
export function effectivePermissions(principal: Principal): Permission[] {
  return everyPermission.filter((permission) => permits(principal, permission));
}

/** List the permissions of a principal for responses: `resource:action` each, or `*:*` for everything possible here. */
export function effectiveScopes(principal: Principal): string[] {
  return inShort(principal, effectivePermissions(principal));
}

/**
 * List the scopes that hold for every page of the console: without those that a member has only in granted projects,
 * which are listed separately. A custom role sees only the projects it is limited to, so all its scopes count.
 */
export function unconfinedScopes(principal: Principal): string[] {
  const held = everyPermission.filter((permission) => {
    const where = reach(principal, permission);
    return principal.role === 'member' ? where === 'everywhere' : where !== 'nowhere';
  });
  return inShort(principal, held);
}

function inShort(principal: Principal, held: readonly Permission[]): string[] {
  const most = effectivePermissions({ ...principal, role: 'owner', key: null });
  return held.length === most.length ? ['*:*'] : [...held];
}
