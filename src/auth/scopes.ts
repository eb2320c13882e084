import { everyPermission, type Permission } from '../domain/permission/vocabulary';
import type { Principal } from './context';
import { permits, reach } from './decision';

/** What a principal may do after role and key have cut it, somewhere at least. */
export function effectivePermissions(principal: Principal): Permission[] {
  return everyPermission.filter((permission) => permits(principal, permission));
}

/** The same for answers: `resource:action` each, or `*:*` for all that anybody can have in this organization. */
export function effectiveScopes(principal: Principal): string[] {
  return inShort(principal, effectivePermissions(principal));
}

/**
 * What holds wherever a page of the console may ask: without what a member has in granted projects only, which is
 * listed beside it. A custom role sees no other projects than those it is confined to, so all it has counts.
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
