import type { z } from 'zod';
import type { ProtectedObject } from '../auth/allow-list';
import { sensitiveReach } from '../auth/decision';
import { isUniform } from '../auth/visibility';
import type { Permission, Resource } from '../domain/permission/vocabulary';
import { isDecidedByObject, requireObject } from '../services/authorization/require-object';
import type { Scope } from '../services/context';
import { placesItsSecrets } from './redaction-walker';
import type { ProcedureMeta } from './trpc';

export interface ObjectCheck {
  permission: Permission;
  /** The object that the permission is about; absent for lists and for what has none. */
  named: ProcedureMeta['object'];
  /** Resource whose secrets the answer may contain. */
  secretsOf: Resource;
  output: z.ZodType;
}

/**
 * Rows 8 and 9 on the object that the input names, prepared once per procedure. It is looked up only where that
 * decides what the caller may do, or which secrets the answer shows; null otherwise.
 */
export function createObjectCheck({ permission, named, secretsOf, output }: ObjectCheck) {
  const hasPlacedSecrets = placesItsSecrets(output);
  return async (scope: Scope, input: unknown): Promise<ProtectedObject | null> => {
    if (!named) return null;
    const { principal } = scope;
    const showsByPlace = !hasPlacedSecrets && !isUniform(principal, sensitiveReach(principal, secretsOf));
    if (!showsByPlace && !isDecidedByObject(principal, permission, named.type)) return null;
    const uuid: unknown = Reflect.get(Object(input), named.input);
    return typeof uuid === 'string' ? requireObject(scope, permission, { type: named.type, uuid }) : null;
  };
}
