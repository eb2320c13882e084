import type { ProtectedObject } from '../../auth/allow-list';
import { can } from '../../auth/decision';
import { AppError } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Resource } from '../../domain/permission/vocabulary';
import { findObject as findVisible, isLocatable } from '../authorization/objects';
import type { Scope } from '../context';

/** Resource types that can be asked about by id, with Coder's names, and our type for each. */
const types: Readonly<Record<string, Resource>> = {
  project: 'project',
  environment: 'environment',
  application: 'application',
  workspace: 'application',
  deployment: 'deployment',
  server: 'server',
  private_key: 'private_key',
  destination: 'destination',
  organization: 'organization',
  organization_member: 'organization_member',
  user: 'user',
  role: 'role',
  group: 'role',
};

export function isLookedUp(resourceType: string): boolean {
  return Object.hasOwn(types, resourceType);
}

/** Our type for one that can be asked about by id. */
export function lookedUpType(resourceType: string): Resource {
  const type = types[resourceType];
  if (!type) throw new AppError('internal', `${resourceType} objects are not looked up.`);
  return type;
}

/**
 * Find the object as the caller sees it.
 * @param scope made for reading objects of this type
 * @returns null when it does not exist, is not in this organization, or is not readable
 */
export async function findObject(scope: Scope, type: Resource, id: string): Promise<ProtectedObject | null> {
  const object = isLocatable(type)
    ? await findVisible(scope, `${type}:read`, { type, uuid: id })
    : await findBeside(scope, type, id);
  return object && can(scope.principal, `${type}:read`, object) ? object : null;
}

async function findBeside(scope: Scope, type: Resource, id: string): Promise<ProtectedObject | null> {
  return (await exists(scope, type, id)) ? { type, uuid: id, projectUuid: null } : null;
}

/**
 * Whether an object outside projects exists. Most have our own uuids; users, roles and organizations have RFC 4122
 * ones.
 */
async function exists({ db, organizationId }: Scope, type: Resource, id: string): Promise<boolean> {
  switch (type) {
    case 'server':
      return (await db.server.count({ where: { uuid: id } })) > 0;
    case 'private_key':
      return (await db.privateKey.count({ where: { uuid: id } })) > 0;
    case 'destination':
      return (await db.destination.count({ where: { uuid: id } })) > 0;
    case 'organization':
      return id.toLowerCase() === organizationId;
    case 'role':
      return isRfcUuid(id) && (await db.customRole.count({ where: { id } })) > 0;
    default:
      return isRfcUuid(id) && (await db.membership.count({ where: { userId: id } })) > 0;
  }
}
