import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { shownVariables, type Variable } from './variable';

/** List the production and preview variables of a workload, in delivery order. */
export async function listVariables(scope: Scope, workload: NamedWorkload): Promise<Variable[]> {
  const found = await findWorkload(scope, workload.kind, workload.uuid);
  const rows = await scope.db.environmentVariable.findMany({
    where: { workloadId: found.id },
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  });
  return shownVariables(scope, rows);
}
