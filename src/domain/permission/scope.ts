import { coderResources, coderScopes } from './coder-scope';
import {
  actionsOf,
  everyPermission,
  isPermission,
  isResource,
  type Permission,
  resources,
} from './vocabulary';

/**
 * Scopes: `resource:action`, `resource:*`, `*:*`, and Coder's names (authorization contract §4). They are stored as
 * requested and expanded when something is checked.
 */

/** Names of scopes for everything. */
const everything: ReadonlySet<string> = new Set(['*:*', 'all', 'coder:all']);

function expand(text: string): readonly Permission[] | null {
  if (everything.has(text)) return everyPermission;
  if (isPermission(text)) return [text];
  if (Object.hasOwn(coderScopes, text)) return coderScopes[text] ?? null;
  const [resource = '', action = '', ...more] = text.split(':');
  if (more.length > 0) return null;
  const coder = Object.hasOwn(coderResources, resource) ? coderResources[resource] : undefined;
  if (action !== '*') return (coder && Object.hasOwn(coder, action) && coder[action]) || null;
  if (isResource(resource)) return actionsOf(resource).map((each): Permission => `${resource}:${each}`);
  return coder ? Object.values(coder).flat() : null;
}

/** Whether the scope includes future actions of its resource, or future resources. */
export function isWildcard(scope: string): boolean {
  return everything.has(scope) || scope.endsWith(':*');
}

/** Every scope that a key may have, sorted: the answer of `GET /api/v2/auth/scopes`. */
export const acceptedScopes: readonly string[] = [
  ...new Set([
    ...everything,
    ...everyPermission,
    ...resources.map((resource) => `${resource}:*`),
    ...Object.keys(coderScopes),
    ...Object.entries(coderResources).flatMap(([resource, actions]) => [
      `${resource}:*`,
      ...Object.keys(actions).map((action) => `${resource}:${action}`),
    ]),
  ]),
].sort();

const expansions = new Map(acceptedScopes.map((scope) => [scope, new Set(expand(scope))]));

/** Expand a scope to its permissions; null when it is unknown, and so must not be stored. */
export function expandScope(text: string): ReadonlySet<Permission> | null {
  return expansions.get(text) ?? null;
}

/**
 * Whether `held` scopes include everything in `wanted`. Only a wildcard includes a wildcard: a list of today's actions
 * does not include future ones.
 */
export function coversScope(held: readonly string[], wanted: string): boolean {
  const permissions = expandScope(wanted);
  if (!permissions) return false;
  const candidates = isWildcard(wanted) ? held.filter(isWildcard) : held;
  return [...permissions].every((permission) =>
    candidates.some((scope) => expandScope(scope)?.has(permission)),
  );
}
