/** Who may do what: the words (authorization contract §4), what each ability expands to, and what each role permits (§6). */

export const resources = [
  'project',
  'environment',
  'application',
  'database',
  'service',
  'deployment',
  'domain',
  'env_var',
  'secret',
  'log',
  'server',
  'private_key',
  'registry',
  'certificate',
  'destination',
  'git_source',
  'backup',
  'volume',
  'schedule',
  'template',
  'notification',
  'tag',
  'organization',
  'organization_member',
  'invitation',
  'role',
  'user',
  'api_key',
  'audit_log',
  'session',
  'settings',
  'file',
  'system',
] as const;
export type Resource = (typeof resources)[number];

export const actions = [
  'create',
  'read',
  'update',
  'delete',
  'start',
  'stop',
  'restart',
  'deploy',
  'exec',
  'cancel',
  'rollback',
  'validate',
  'run',
  'restore',
  'assign',
  'rotate',
  'toggle_api',
  'read_sensitive',
] as const;
export type Action = (typeof actions)[number];

export type Permission = `${Resource}:${Action}`;

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

/** Spellings accepted on input besides the abilities themselves. */
export const abilityAliases: Record<string, Ability> = {
  'read-only': 'read',
  'view:sensitive': 'read:sensitive',
  '*': 'root',
  all: 'root',
  'coder:all': 'root',
};

export const roles = ['owner', 'admin', 'member', 'custom'] as const;
export type Role = (typeof roles)[number];

function split(permission: Permission): { resource: Resource; action: Action } {
  const [resource, action] = permission.split(':');
  // The template literal type guarantees both halves.
  return { resource: resource as Resource, action: action as Action };
}

const writable = new Set<Resource>(resources.slice(0, resources.indexOf('organization')));
const workloads = new Set<Resource>(['application', 'service', 'database']);

/** What one ability permits, before the role cuts it. */
export function abilityPermits(ability: Ability, permission: Permission): boolean {
  const { resource, action } = split(permission);
  switch (ability) {
    case 'read':
      return action === 'read' && resource !== 'audit_log';
    case 'read:sensitive':
      return action === 'read_sensitive' || abilityPermits('read', permission);
    case 'write':
      return (
        (writable.has(resource) && (action === 'create' || action === 'update' || action === 'delete')) ||
        permission === 'server:validate'
      );
    case 'write:sensitive':
      return permission === 'settings:update' || abilityPermits('write', permission);
    case 'deploy':
      return (
        (workloads.has(resource) &&
          (action === 'start' || action === 'stop' || action === 'restart' || action === 'deploy')) ||
        (resource === 'deployment' &&
          (action === 'create' || action === 'cancel' || action === 'rollback' || action === 'read'))
      );
    case 'root':
    case 'inherit':
      return true;
  }
}

const memberReadable = new Set<Resource>([
  'organization',
  'organization_member',
  'user',
  'session',
  'api_key',
  'system',
]);

/** What a role permits in its organization, before grants (which belong to a later release) widen a member's. */
export function rolePermits(role: Role, permission: Permission): boolean {
  const { resource, action } = split(permission);
  if (role === 'owner') return true;
  if (role === 'custom') return false;
  if (role === 'admin') return !(resource === 'organization' && action === 'delete');
  if (resource === 'api_key' || resource === 'session') return action !== 'read_sensitive';
  if (resource === 'audit_log' || resource === 'settings' || resource === 'secret') return false;
  return action === 'read' && (writable.has(resource) || memberReadable.has(resource));
}

/** The ability whose absence a refusal names: `Missing required permissions: write`. */
export function abilityFor(permission: Permission): Ability {
  for (const ability of ['read', 'deploy', 'write', 'write:sensitive', 'read:sensitive'] as const) {
    if (abilityPermits(ability, permission)) return ability;
  }
  return 'root';
}

/** Abilities a key of this role may hold; a member's key holds only these (authorization §4). */
export function roleMayHold(role: Role, ability: Ability): boolean {
  return role === 'owner' || role === 'admin' || ability === 'read' || ability === 'inherit';
}
