import type { Action, Permission, Resource } from './vocabulary';

/** Coder's scope names, and their meaning here (authorization contract §4). */

const workloads: readonly Resource[] = ['application', 'service', 'database'];

function onWorkloads(...actions: Action[]): Permission[] {
  return workloads.flatMap((resource) => actions.map((action): Permission => `${resource}:${action}`));
}

/** Coder's actions on a workspace, which here is an application, a service or a database. */
const workspace: Readonly<Record<string, readonly Permission[]>> = {
  create: onWorkloads('create'),
  read: onWorkloads('read'),
  update: onWorkloads('update'),
  delete: onWorkloads('delete'),
  start: onWorkloads('start'),
  stop: onWorkloads('stop'),
  ssh: onWorkloads('exec'),
  application_connect: onWorkloads('read'),
};

const template: Readonly<Record<string, readonly Permission[]>> = {
  use: ['template:read'],
};

const group: Readonly<Record<string, readonly Permission[]>> = {
  create: ['role:create'],
  read: ['role:read'],
  update: ['role:update'],
  delete: ['role:delete'],
};

/** Coder's resource types: action → permissions. A type with the name of one of ours adds actions to it. */
export const coderResources: Readonly<Record<string, Readonly<Record<string, readonly Permission[]>>>> = {
  workspace,
  template,
  group,
};

const everywhere: readonly Permission[] = ['template:read', 'organization_member:read'];
const build: readonly Permission[] = ['template:read', 'file:create', 'file:read'];

/** Names of permission sets. The key permissions of `manage_self` cover only the caller's own keys, as always. */
export const coderScopes: Readonly<Record<string, readonly Permission[]>> = {
  application_connect: onWorkloads('read'),
  'coder:application_connect': onWorkloads('read'),
  'coder:workspaces.create': [...onWorkloads('create', 'read', 'update', 'start', 'stop'), ...everywhere],
  'coder:workspaces.operate': [...onWorkloads('read', 'update', 'start', 'stop'), ...everywhere],
  'coder:workspaces.delete': [...onWorkloads('read', 'delete'), ...everywhere],
  'coder:workspaces.access': [...onWorkloads('read', 'exec'), ...everywhere],
  'coder:templates.build': build,
  'coder:templates.author': [...build, 'template:create', 'template:update', 'template:delete'],
  'coder:apikeys.manage_self': ['api_key:create', 'api_key:read', 'api_key:update', 'api_key:delete'],
};
