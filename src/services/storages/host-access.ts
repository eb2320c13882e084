import { invalidField } from '../../domain/error';
import { hostAccessRefusal } from '../../domain/host-access';
import type { Scope } from '../context';

/**
 * Refuse a caller who may not mount paths of a server (deployment contract D16.4).
 * @param field input field to name in the refusal
 */
export async function requireHostAccess(scope: Scope, field: string): Promise<void> {
  const { organizationId: id, principal } = scope;
  const { isHostAccessAllowed: isAllowed } = await scope.db.organization.findUniqueOrThrow({ where: { id } });
  const refusal = hostAccessRefusal({ role: principal.role, isAllowed });
  if (refusal !== null) throw invalidField(field, refusal);
}
