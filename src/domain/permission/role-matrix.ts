import {
  type Action,
  actionsOf,
  type Permission,
  projectResources,
  type Resource,
  resources,
} from './vocabulary';

export const roles = ['owner', 'admin', 'member', 'custom'] as const;
export type Role = (typeof roles)[number];

/**
 * `grant`: in projects for which a member has grants · `names`: yes, but answers omit everything except names ·
 * `list`: when the custom role lists it.
 */
export type Cell = 'yes' | 'no' | 'grant' | 'names' | 'list';

/** A further condition, checked by the services that act on such objects. */
export type Condition =
  /** Only in organization 0, whose owners and admins run the installation. */
  | 'instance'
  /** Admins may change everyone except owners. */
  | 'not_owners'
  /** No one may grant what they lack. */
  | 'up_to_own';

export interface MatrixRow {
  permissions: readonly Permission[];
  owner: Cell;
  admin: Cell;
  member: Cell;
  custom: Cell;
  condition?: Condition;
}

const infrastructure: readonly Resource[] = [
  'server',
  'private_key',
  'registry',
  'certificate',
  'destination',
  'git_source',
];
const shared: readonly Resource[] = ['template', 'notification', 'tag', 'file'];
const change: readonly Action[] = ['create', 'update', 'delete'];

function each(on: readonly Resource[], wanted: readonly Action[]): Permission[] {
  return on.flatMap((resource) =>
    actionsOf(resource)
      .filter((action) => wanted.includes(action))
      .map((action): Permission => `${resource}:${action}`),
  );
}

const all = { owner: 'yes', admin: 'yes' } as const;

/**
 * Role × permission, authorization contract §6. Every permission is in exactly one row (role-matrix.test.ts);
 * `rolePermits`, the procedure `role.matrix` and the tests all read this table.
 */
export const roleMatrix: readonly MatrixRow[] = [
  {
    permissions: [...each(projectResources, ['read']), ...each(shared, ['read']), 'organization:read'],
    member: 'yes',
    custom: 'list',
    ...all,
  },
  {
    // `log:read` alone only answers why there are no lines, which require `log:read_sensitive`.
    permissions: each(projectResources, ['read_sensitive']),
    member: 'grant',
    custom: 'list',
    ...all,
  },
  { permissions: each(projectResources, change), member: 'grant', custom: 'list', ...all },
  {
    permissions: [
      ...each(['application', 'service', 'database'], ['start', 'stop', 'restart', 'deploy']),
      ...each(['deployment'], ['cancel', 'rollback']),
    ],
    member: 'grant',
    custom: 'list',
    ...all,
  },
  { permissions: each(infrastructure, ['read']), member: 'names', custom: 'list', ...all },
  {
    permissions: each(infrastructure, [...change, 'validate', 'read_sensitive']),
    member: 'no',
    custom: 'list',
    ...all,
  },
  {
    permissions: each(['application', 'service', 'database', 'server'], ['exec']),
    member: 'no',
    custom: 'list',
    ...all,
  },
  {
    permissions: [
      ...each(shared, [...change, 'read_sensitive']),
      ...each(['backup'], ['run', 'restore']),
      'organization:update',
    ],
    member: 'no',
    custom: 'list',
    ...all,
  },
  { permissions: ['organization_member:read', 'invitation:read'], member: 'yes', custom: 'list', ...all },
  {
    permissions: each(['organization_member', 'invitation'], [...change, 'assign']),
    member: 'no',
    custom: 'list',
    condition: 'not_owners',
    ...all,
  },
  {
    permissions: each(['role'], ['read', ...change]),
    member: 'no',
    custom: 'no',
    condition: 'up_to_own',
    ...all,
  },
  { permissions: each(['api_key'], ['read', ...change, 'rotate']), member: 'yes', custom: 'yes', ...all },
  { permissions: ['audit_log:read'], member: 'no', custom: 'list', ...all },
  { permissions: each(['audit_log'], change), owner: 'no', admin: 'no', member: 'no', custom: 'no' },
  { permissions: ['organization:delete'], owner: 'yes', admin: 'no', member: 'no', custom: 'no' },
  {
    permissions: [
      ...each(['settings'], ['read', ...change, 'toggle_api', 'read_sensitive']),
      ...each(['user', 'system'], change),
    ],
    member: 'no',
    custom: 'no',
    condition: 'instance',
    ...all,
  },
  {
    // A user's own: signing in and out, reading their profile, creating another organization.
    permissions: [
      ...each(['session'], ['read', ...change]),
      'user:read',
      'organization:create',
      'system:read',
    ],
    member: 'yes',
    custom: 'yes',
    ...all,
  },
];

const rowOf = new Map(roleMatrix.flatMap((row) => row.permissions.map((permission) => [permission, row])));

/** Get the matrix row of a permission. @throws Error for one that the vocabulary does not have */
export function matrixRow(permission: Permission): MatrixRow {
  const row = rowOf.get(permission);
  if (!row) throw new Error(`The role matrix has no row for ${permission}.`);
  return row;
}

/** Whether the role is one that some rules require instead of a permission: owner or admin. */
export function managesOrganization(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}

/** Whether the role sees only the names of some objects: servers, keys, registries and the like. */
export function seesNamesOnly(role: Role): boolean {
  return roleMatrix.some((row) => row[role] === 'names');
}

/** Arrange the table by resource, for users (`role.matrix`). */
export function matrixByResource(): { resource: Resource; actions: ({ action: Action } & MatrixRow)[] }[] {
  return resources.map((resource) => ({
    resource,
    actions: actionsOf(resource).map((action) => ({ action, ...matrixRow(`${resource}:${action}`) })),
  }));
}
