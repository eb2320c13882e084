import { type Permission, type Resource, resources, splitPermission } from './vocabulary';

/** Coarse grants of an API key (authorization contract §4). */
export const abilities = [
  'read',
  'read:sensitive',
  'write',
  'write:sensitive',
  'deploy',
  'root',
  'inherit',
] as const;
export type Ability = (typeof abilities)[number];

/** Further names of abilities that are accepted on input. */
export const abilityAliases: Readonly<Record<string, Ability>> = {
  'read-only': 'read',
  'view:sensitive': 'read:sensitive',
  '*': 'root',
  all: 'root',
  'coder:all': 'root',
};

/** Parse an ability from a caller's text; undefined when there is none. */
export function abilityOf(text: string): Ability | undefined {
  if (isAbility(text)) return text;
  return Object.hasOwn(abilityAliases, text) ? abilityAliases[text] : undefined;
}

export function isAbility(text: string): text is Ability {
  return (abilities as readonly string[]).includes(text);
}

/** Resources that `write` includes: from project to tag, but not users, keys and settings. */
const writable = new Set<Resource>(resources.slice(0, resources.indexOf('organization')));
const workloads = new Set<Resource>(['application', 'service', 'database']);
const operations = new Set(['start', 'stop', 'restart', 'deploy']);
const deploymentActions = new Set(['create', 'cancel', 'rollback', 'read']);
const changes = new Set(['create', 'update', 'delete']);

/**
 * Whether an ability permits something, before the role limits it. `inherit` depends on the role: see
 * `auth/decision.ts`.
 */
export function abilityPermits(ability: Ability, permission: Permission): boolean {
  const { resource, action } = splitPermission(permission);
  switch (ability) {
    case 'read':
      return action === 'read' && resource !== 'audit_log';
    case 'read:sensitive':
      return action === 'read_sensitive' || abilityPermits('read', permission);
    case 'write': // coolify-api §1 requires `write` for validating a server and for an immediate backup
      return (
        (writable.has(resource) && changes.has(action)) ||
        permission === 'server:validate' ||
        permission === 'backup:run'
      );
    case 'write:sensitive':
      return permission === 'settings:update' || abilityPermits('write', permission);
    case 'deploy':
      return (
        (workloads.has(resource) && operations.has(action)) ||
        (resource === 'deployment' && deploymentActions.has(action))
      );
    case 'root':
    case 'inherit':
      return true;
  }
}

/** Get the ability that a refusal names as missing: `Missing required permissions: write`. */
export function abilityFor(permission: Permission): Ability {
  for (const ability of ['read', 'deploy', 'write', 'write:sensitive', 'read:sensitive'] as const) {
    if (abilityPermits(ability, permission)) return ability;
  }
  return 'root';
}
