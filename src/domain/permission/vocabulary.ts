/** Vocabulary of authorization: resources and actions (authorization contract §4). */

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

const common: readonly Action[] = ['create', 'read', 'update', 'delete'];
const workload: readonly Action[] = ['start', 'stop', 'restart', 'deploy', 'exec', 'read_sensitive'];
const secret: readonly Action[] = ['read_sensitive'];

/** Actions beyond create, read, update and delete. `read_sensitive` for resources with fields marked as secret. */
const extra: Partial<Record<Resource, readonly Action[]>> = {
  application: workload,
  service: workload,
  database: workload,
  deployment: ['cancel', 'rollback', 'read_sensitive'],
  env_var: secret,
  secret,
  log: secret,
  server: ['validate', 'exec', 'read_sensitive'],
  private_key: secret,
  registry: secret,
  certificate: secret,
  git_source: secret,
  backup: ['run', 'restore', 'read_sensitive'],
  volume: secret,
  notification: secret,
  organization_member: ['assign'],
  api_key: ['rotate'],
  settings: ['toggle_api', 'read_sensitive'],
};

/** List the actions of a resource. */
export function actionsOf(resource: Resource): readonly Action[] {
  return [...common, ...(extra[resource] ?? [])];
}

export const everyPermission: readonly Permission[] = resources.flatMap((resource) =>
  actionsOf(resource).map((action): Permission => `${resource}:${action}`),
);

const known: ReadonlySet<string> = new Set(everyPermission);

/** Resources within a project; the others belong to the organization as a whole. */
export const projectResources: readonly Resource[] = [
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
  'backup',
  'volume',
  'schedule',
];

/** Whether the text is a `resource:action` of the vocabulary. */
export function isPermission(text: string): text is Permission {
  return known.has(text);
}

export function isResource(text: string): text is Resource {
  return (resources as readonly string[]).includes(text);
}

/** Split a permission into its halves. */
export function splitPermission(permission: Permission): { resource: Resource; action: Action } {
  const colon = permission.indexOf(':');
  // The template literal type guarantees both halves.
  return { resource: permission.slice(0, colon) as Resource, action: permission.slice(colon + 1) as Action };
}
