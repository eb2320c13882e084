import { narrowableTypes } from '../db/visibility';
import { isResource, type Permission, type Resource, splitPermission } from '../domain/permission/vocabulary';

/** An object that is subject to a decision. */
export interface ProtectedObject {
  type: Resource;
  /** null: it is to be created. */
  uuid: string | null;
  /** Its project; null outside projects. */
  projectUuid: string | null;
  /** Its containers, nearest first: application, environment, project. */
  within?: readonly { type: Resource; uuid: string }[];
}

const separator = ':';

/** Parts of a workload, which a caller who may change the workload may add. */
const parts = new Set<Resource>([
  'env_var',
  'deployment',
  'domain',
  'log',
  'volume',
  'schedule',
  'backup',
  'secret',
]);

/** Whether a list allows everything, so that nothing needs to be compared. */
export function allowsEverything(allowList: readonly string[]): boolean {
  return allowList.includes('*:*');
}

/**
 * Whether a key's allow list (`type:id`, `*` for either) contains the object, directly or by one of its containers. A
 * new object has no id: creating needs `type:*`. An empty list contains nothing.
 */
export function allowListContains(allowList: readonly string[], object: ProtectedObject): boolean {
  if (allowsEverything(allowList)) return true;
  const { type, uuid, within = [] } = object;
  if (matches(allowList, type, uuid)) return true;
  return (
    (uuid !== null || parts.has(type)) && within.some((each) => matches(allowList, each.type, each.uuid))
  );
}

function matches(allowList: readonly string[], type: Resource, uuid: string | null): boolean {
  return (
    allowList.includes(`${type}:*`) ||
    (uuid !== null && (allowList.includes(`${type}:${uuid}`) || allowList.includes(`*:${uuid}`)))
  );
}

/** Resources of a user alone, or without objects: allow lists do not apply to them. */
const beyondLists = new Set<Resource>(['session', 'user', 'system']);

/**
 * Whether an allow list may permit an action, decided before the object is known. Queries for a type that can be
 * narrowed are limited to the listed objects; for other types the request must name an object.
 * @param hasObject the request names an object, which `allowListContains` decides later
 */
export function allowListMayPermit(
  allowList: readonly string[],
  permission: Permission,
  hasObject: boolean,
): boolean {
  const { resource, action } = splitPermission(permission);
  if (beyondLists.has(resource) || allowedIds(allowList, resource) === null) return true;
  if (allowList.length === 0) return false;
  if (action === 'create') return hasObject && parts.has(resource);
  return hasObject || narrowableTypes.has(resource);
}

/** Get the ids that the list names for a type; null when it names the whole type. */
export function allowedIds(allowList: readonly string[], type: Resource): readonly string[] | null {
  if (allowsEverything(allowList) || allowList.includes(`${type}:*`)) return null;
  return allowList.flatMap((entry) => {
    const [entryType, id] = splitEntry(entry);
    return id !== undefined && (entryType === type || entryType === '*') ? [id] : [];
  });
}

/** Whether text is a valid entry: a resource or `*`, and an id or `*`. */
export function isAllowListEntry(text: string): boolean {
  const [type = '', id = ''] = splitEntry(text);
  return id !== '' && (type === '*' || isResource(type));
}

function splitEntry(entry: string): [string | undefined, string | undefined] {
  const at = entry.indexOf(separator);
  return at === -1 ? [undefined, undefined] : [entry.slice(0, at), entry.slice(at + 1)];
}
