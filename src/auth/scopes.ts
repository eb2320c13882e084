import { type Action, type Permission, type Resource, resources } from '../domain/permission';
import { type Principal, permits } from './context';

const common: readonly Action[] = ['create', 'read', 'update', 'delete', 'read_sensitive'];
const workload: readonly Action[] = ['start', 'stop', 'restart', 'deploy', 'exec'];

/** Actions that a resource has beyond the common ones (authorization contract §4). */
const extra: Partial<Record<Resource, readonly Action[]>> = {
  application: workload,
  service: workload,
  database: workload,
  deployment: ['cancel', 'rollback'],
  server: ['validate', 'exec'],
  backup: ['run', 'restore'],
  organization_member: ['assign'],
  api_key: ['rotate'],
  settings: ['toggle_api'],
};

const everyPermission: readonly Permission[] = resources.flatMap((resource) =>
  [...common, ...(extra[resource] ?? [])].map((action): Permission => `${resource}:${action}`),
);

/** What a principal may do after role and key have cut it: `resource:action` each, or `*:*` for everything. */
export function effectiveScopes(principal: Principal): string[] {
  const held = everyPermission.filter((permission) => permits(principal, permission));
  return held.length === everyPermission.length ? ['*:*'] : held;
}
