import { allowsEverything, type ProtectedObject } from '../../auth/allow-list';
import type { Principal } from '../../auth/context';
import { reach, reaches } from '../../auth/decision';
import { isUniform } from '../../auth/visibility';
import { narrowableTypes } from '../../db/visibility';
import { AppError, notFound } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import { type Permission, splitPermission } from '../../domain/permission/vocabulary';
import type { Scope } from '../context';
import { findObject, type NamedObject, type ObjectType } from './objects';

/** Names of kinds in refusals: `Application not found.` */
const labels: Record<ObjectType, string> = {
  project: 'Project',
  environment: 'Environment',
  application: 'Application',
  database: 'Database',
  service: 'Service',
  deployment: 'Deployment',
  server: 'Server',
  private_key: 'Private Key',
  destination: 'Destination',
  api_key: 'API key',
};

/**
 * Check rows 8 and 9 of the ordered checks, for callers whose rights depend on the object.
 * @throws AppError not_found for what the caller cannot see, forbidden for what it sees but may not act on
 */
export async function requireObject(
  scope: Scope,
  permission: Permission,
  named: NamedObject,
): Promise<ProtectedObject> {
  const object = await findObject(scope, permission, named);
  if (!object) throw notFound(labels[named.type]);
  if (!reaches(reach(scope.principal, permission), object.projectUuid)) throw refusedAction(permission);
  return object;
}

/** Check rows 8 and 9 for several objects before acting on any of them. */
export async function requireObjects(
  scope: Scope,
  permission: Permission,
  objects: readonly NamedObject[],
): Promise<void> {
  for (const object of objects) {
    if (isDecidedByObject(scope.principal, permission, object.type))
      await requireObject(scope, permission, object);
  }
}

/**
 * Whether the rights of this caller depend on the object. For most callers they do not. For some they depend only on
 * visibility, which the scope decides when the object is read.
 */
export function isDecidedByObject(principal: Principal, permission: Permission, type: ObjectType): boolean {
  const isNarrow = principal.key !== null && !allowsEverything(principal.key.allowList);
  const isNarrowedByScope = splitPermission(permission).resource === type && narrowableTypes.has(type);
  return (isNarrow && !isNarrowedByScope) || !isUniform(principal, reach(principal, permission));
}

/** The error of row 9: visible, but the action is not allowed. */
export function refusedAction(permission: Permission): AppError {
  return new AppError('forbidden', orderedChecks.action.v1, {
    check: 'action',
    permission,
    body: { error: 'Unauthorized' },
  });
}
