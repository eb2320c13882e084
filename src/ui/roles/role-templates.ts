import { type Action, actionsOf, type Permission, type Resource } from '../../domain/permission/vocabulary';

const workloads: readonly Resource[] = ['application', 'database', 'service'];
const ofProjects: readonly Resource[] = [
  'project',
  'environment',
  ...workloads,
  'deployment',
  'domain',
  'env_var',
  'volume',
  'backup',
  'schedule',
  'tag',
];

function each(resources: readonly Resource[], wanted: readonly Action[]): Permission[] {
  return resources.flatMap((resource) =>
    actionsOf(resource)
      .filter((action) => wanted.includes(action))
      .map((action): Permission => `${resource}:${action}`),
  );
}

const reading = each([...ofProjects, 'server', 'organization', 'organization_member'], ['read']);
const operating = [
  ...each([...workloads], ['start', 'stop', 'restart', 'deploy']),
  ...each(['deployment'], ['create', 'cancel', 'rollback']),
];
const logs = each(['log'], ['read', 'read_sensitive']);

/** Templates for the roles that most teams start with. */
export const roleTemplates: readonly { title: string; text: string; permissions: Permission[] }[] = [
  { title: 'Viewer', text: 'Views everything except secrets', permissions: reading },
  {
    title: 'Operator',
    text: 'Deploys, starts, stops and reads logs',
    permissions: [...reading, ...operating, ...logs],
  },
  {
    title: 'Developer',
    text: 'Creates and changes applications, deploys, reads secrets',
    permissions: [
      ...reading,
      ...operating,
      ...logs,
      ...each(
        [...workloads, 'environment', 'domain', 'env_var', 'volume', 'schedule', 'tag'],
        ['create', 'update', 'delete', 'read_sensitive'],
      ),
    ],
  },
  {
    title: 'Auditor',
    text: 'Views everything except secrets, including the audit log',
    permissions: [...reading, ...each(['audit_log', 'invitation'], ['read'])],
  },
];
