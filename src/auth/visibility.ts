import { narrowableTypes, type Visibility, type VisibleObjects } from '../db/visibility';
import type { Reach } from '../domain/permission/role-reach';
import { type Permission, type Resource, splitPermission } from '../domain/permission/vocabulary';
import { allowedIds, allowsEverything } from './allow-list';
import type { Principal } from './context';

/**
 * Get the objects that the principal may see while using the permission; null: everything in its organization. The
 * role hides projects from every query; the allow list only narrows the kind of object that the request is about: a
 * key that may not list servers may still deploy an application.
 */
export function visibilityOf(principal: Principal, permission: Permission | null): Visibility | null {
  const projects = visibleProjects(principal);
  const objects = permission && visibleObjects(principal, splitPermission(permission).resource);
  return projects || objects ? { projects, objects: objects ?? null } : null;
}

/** Get the uuids of the projects that the role shows; null: all. */
export function visibleProjects({ role, isLimited, grants, customRole }: Principal): string[] | null {
  if (role === 'member' && isLimited) return grants.map(({ projectUuid }) => projectUuid);
  if (role === 'custom' && customRole && customRole.projects.length > 0) return [...customRole.projects];
  return null;
}

/** Whether a reach is the same for everything the principal sees, so that no object needs to be located. */
export function isUniform(principal: Principal, where: Reach): boolean {
  if (typeof where === 'string') return true;
  return visibleProjects(principal)?.every((project) => where.has(project)) ?? false;
}

function visibleObjects({ key }: Principal, type: Resource): VisibleObjects | null {
  if (!key || allowsEverything(key.allowList) || !narrowableTypes.has(type)) return null;
  const own = allowedIds(key.allowList, type);
  const containers = containersOf(type).map((container) => [container, allowedIds(key.allowList, container)]);
  const ids = Object.fromEntries([['own', own], ...containers]);
  return Object.values(ids).includes(null) ? null : { type, ids }; // a container's wildcard includes all in it
}

type ContainerType = 'application' | 'database' | 'service' | 'environment' | 'project';

function containersOf(type: Resource): ContainerType[] {
  switch (type) {
    case 'environment':
      return ['project'];
    case 'application':
    case 'database':
    case 'service':
      return ['environment', 'project'];
    case 'env_var':
    case 'deployment':
      return ['application', 'database', 'service', 'environment', 'project'];
    default:
      return [];
  }
}
