import type { Scope } from '../context';
import { findOwner, type NamedOwner } from './owner';
import { type SharedVariable, toShared } from './shared-variable';

/** List the shared variables of one owner by name. */
export async function listShared(scope: Scope, named: NamedOwner): Promise<SharedVariable[]> {
  const { uuid: _, ...owner } = await findOwner(scope, named, 'env_var:read');
  const rows = await scope.db.sharedVariable.findMany({ where: owner, orderBy: { key: 'asc' } });
  return rows.map((row) => toShared(scope, row));
}
