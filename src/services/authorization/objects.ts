import { allowListContains, allowsEverything, type ProtectedObject } from '../../auth/allow-list';
import { type LocatableType, locateObject } from '../../db/queries/locate-object';
import { publicIdPattern } from '../../domain/id';
import { type Permission, splitPermission } from '../../domain/permission/vocabulary';
import type { Scope } from '../context';

/** Kinds of objects that procedures act on. */
export type ObjectType = LocatableType | 'server' | 'private_key' | 'destination' | 'api_key';

/** An object named in a request. */
export interface NamedObject {
  type: ObjectType;
  uuid: string;
}

/**
 * Find the place of an object of the organization that the caller may see for this permission; null for one that is
 * foreign, missing or hidden. Objects outside projects are not looked up here: loading them shows whether they exist.
 */
export async function findObject(
  scope: Scope,
  permission: Permission,
  named: NamedObject,
): Promise<ProtectedObject | null> {
  const object = await locate(scope, named);
  return object && isVisible(scope, permission, object) ? object : null;
}

async function locate(scope: Scope, { type, uuid }: NamedObject): Promise<ProtectedObject | null> {
  if (!isLocatable(type)) return { type, uuid, projectUuid: null };
  if (!publicIdPattern.test(uuid)) return null;
  const found = await locateObject(scope.database.pool, scope.organizationId, { type, uuid });
  if (!found) return null;
  const containers = [
    found.workload,
    found.environment === null ? null : ({ type: 'environment', uuid: found.environment } as const),
    { type: 'project', uuid: found.project } as const,
  ];
  const within = containers.filter((container) => container !== null).filter((each) => each.type !== type);
  return { type, uuid, projectUuid: found.project, within };
}

/** Whether objects of a kind are in a project. */
export function isLocatable(type: string): type is LocatableType {
  return (
    type === 'project' ||
    type === 'environment' ||
    type === 'application' ||
    type === 'database' ||
    type === 'service' ||
    type === 'deployment'
  );
}

function isVisible(
  { visibility, principal }: Scope,
  permission: Permission,
  object: ProtectedObject,
): boolean {
  const { projectUuid } = object;
  if (projectUuid !== null && visibility?.projects && !visibility.projects.includes(projectUuid))
    return false;
  const { key } = principal;
  return !key || allowsEverything(key.allowList) || isContained(key.allowList, permission, object);
}

/**
 * Whether an allow list contains the object, as the kind that the permission names. For an object without an id in the
 * request (one to be created, or a part of another), the request may name its place.
 */
function isContained(allowList: readonly string[], permission: Permission, object: ProtectedObject): boolean {
  const { resource, action } = splitPermission(permission);
  if (resource === object.type) return allowListContains(allowList, object);
  const { type, uuid, projectUuid, within = [] } = object;
  const containers = uuid === null ? within : [{ type, uuid }, ...within];
  const part = action === 'create' ? null : '';
  return allowListContains(allowList, { type: resource, uuid: part, projectUuid, within: containers });
}
