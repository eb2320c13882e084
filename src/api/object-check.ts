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
  /** Object that the permission applies to; absent for lists and for procedures without one. */
  named: ProcedureMeta['object'];
  /** Resource whose secrets the output may contain. */
  secretsOf: Resource;
  output: z.ZodType;
}

/**
 * Prepare rows 8 and 9 for the object that the input names, once per procedure. The object is read only if it decides
 * what the caller may do or which secrets the output shows; otherwise the check returns null.
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
