import type { Principal } from '../../auth/context';
import { permits } from '../../auth/decision';
import type { ScopedModels } from '../../db/scope';
import { AppError, invalidField } from '../../domain/error';
import { matrixRow } from '../../domain/permission/role-matrix';
import { expandScope } from '../../domain/permission/scope';
import { isPermission, isResource } from '../../domain/permission/vocabulary';

/** Whether a role can list this: `resource:action`, or `resource:*` for all of the resource. */
export function isListable(text: string): boolean {
  return isPermission(text) || (text.endsWith(':*') && isResource(text.slice(0, -2)));
}

/**
 * Require that a caller grants no permissions that they lack.
 * @param listed as `isListable` accepts them
 * @throws AppError validation_failed (never in a custom role), forbidden
 */
export function requireGivable(caller: Principal, listed: readonly string[]): void {
  const permissions = [...new Set(listed.flatMap((text) => [...(expandScope(text) ?? [])]))];
  const reserved = permissions.filter((permission) => matrixRow(permission).custom === 'no');
  if (reserved.length > 0)
    throw invalidField('permissions', `A custom role cannot include ${reserved.join(', ')}.`);
  const beyond = permissions.filter((permission) => !permits(caller, permission));
  if (beyond.length > 0)
    throw new AppError('forbidden', `You cannot grant permissions you do not have: ${beyond.join(', ')}.`, {
      check: 'action',
    });
}

/** Require that all of these projects exist. @throws AppError validation_failed */
export async function requireProjects(db: ScopedModels, uuids: readonly string[]): Promise<void> {
  const found = await db.project.count({ where: { uuid: { in: [...uuids] } } });
  if (found < new Set(uuids).size) throw invalidField('projects', 'Project not found.');
}
