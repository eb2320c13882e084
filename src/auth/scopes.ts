import { everyPermission, type Permission } from '../domain/permission/vocabulary';
import type { Principal } from './context';
import { permits, reach } from './decision';

/** The permissions of a principal after role and key have cut them, somewhere at least. */
export function effectivePermissions(principal: Principal): Permission[] {
  return everyPermission.filter((permission) => permits(principal, permission));
}

/** The permissions of a principal for answers: `resource:action` each, or `*:*` for all that anyone can have here. */
export function effectiveScopes(principal: Principal): string[] {
  return inShort(principal, effectivePermissions(principal));
}

/**
 * The scopes that hold wherever a page of the console may ask: without those of a member in granted projects only,
 * which are listed beside them. A custom role sees no other projects than those it is confined to, so all it has
 * counts.
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
