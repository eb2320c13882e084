import { type Action, actionsOf, type Resource } from '../../domain/permission/vocabulary';

/** Singular and plural of every resource that has permissions. */
const nouns: Record<Resource, readonly [one: string, many: string]> = {
  project: ['project', 'projects'],
  environment: ['environment', 'environments'],
  application: ['application', 'applications'],
  database: ['database', 'databases'],
  service: ['service', 'services'],
  deployment: ['deployment', 'deployments'],
  domain: ['domain', 'domains'],
  env_var: ['variable', 'variables'],
  secret: ['secret', 'secrets'],
  log: ['log', 'logs'],
  server: ['server', 'servers'],
  private_key: ['private key', 'private keys'],
  registry: ['registry', 'registries'],
  certificate: ['certificate', 'certificates'],
  destination: ['destination', 'destinations'],
  git_source: ['Git source', 'Git sources'],
  backup: ['backup', 'backups'],
  volume: ['volume', 'volumes'],
  schedule: ['schedule', 'schedules'],
  template: ['template', 'templates'],
  notification: ['notification', 'notifications'],
  tag: ['tag', 'tags'],
  organization: ['organization', 'organizations'],
  organization_member: ['member', 'members'],
  invitation: ['invitation', 'invitations'],
  role: ['role', 'roles'],
  user: ['user', 'users'],
  api_key: ['API token', 'API tokens'],
  audit_log: ['audit log', 'audit log'],
  session: ['session', 'sessions'],
  settings: ['settings', 'settings'],
  file: ['file', 'files'],
  system: ['system', 'system'],
};

const verbs: Record<Action, string> = {
  create: 'Create',
  read: 'Read',
  update: 'Change',
  delete: 'Delete',
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  deploy: 'Deploy',
  exec: 'Open a terminal',
  cancel: 'Cancel',
  rollback: 'Roll back',
  validate: 'Validate',
  run: 'Run',
  restore: 'Restore',
  assign: 'Assign',
  rotate: 'Rotate',
  toggle_api: 'Switch the API',
  read_sensitive: 'Read secrets',
};

/** Groups of resources, in the order in which the console shows them. */
export const resourceGroups: readonly { title: string; resources: readonly Resource[] }[] = [
  {
    title: 'Projects and what runs in them',
    resources: [
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
      'volume',
      'backup',
      'schedule',
      'tag',
      'template',
      'file',
      'notification',
    ],
  },
  {
    title: 'Machines and their keys',
    resources: ['server', 'private_key', 'registry', 'certificate', 'destination', 'git_source'],
  },
  {
    title: 'Organization',
    resources: [
      'organization',
      'organization_member',
      'invitation',
      'role',
      'user',
      'api_key',
      'session',
      'audit_log',
      'settings',
      'system',
    ],
  },
];

/** List the actions of a resource in display order: read comes first. */
export function readingOrder(resource: Resource): readonly Action[] {
  return ['read', ...actionsOf(resource).filter((action) => action !== 'read')];
}

function known<K extends string, V>(table: Record<K, V>, key: string): V | undefined {
  // Checked first, because a newer server may send words that this page does not know.
  return Object.hasOwn(table, key) ? table[key as K] : undefined;
}

/** Title of a resource, such as `Private keys`; an unknown resource is its own title. */
export function resourceTitle(resource: string): string {
  const many = known(nouns, resource)?.[1] ?? resource;
  return many.charAt(0).toUpperCase() + many.slice(1);
}

/** Noun for a resource, such as `private key`. */
export function resourceNoun(resource: string): string {
  return known(nouns, resource)?.[0] ?? resource;
}

export function actionTitle(action: string): string {
  return action === '*' ? 'Everything' : (known(verbs, action) ?? action);
}

/** Describe a permission: `application:deploy` is `Deploy applications`, `*:*` is `Everything`. */
export function permissionWords(permission: string): string {
  const [resource = '', action = ''] = permission.split(':');
  if (resource === '*') return action === '*' ? 'Everything' : `${actionTitle(action)} anything`;
  const many = known(nouns, resource)?.[1];
  if (!many) return permission;
  if (action === '*') return `Everything with ${many}`;
  if (action === 'read_sensitive') return `Read secrets of ${many}`;
  if (action === 'exec') return `Open a terminal in ${many}`;
  return `${actionTitle(action)} ${many}`;
}
