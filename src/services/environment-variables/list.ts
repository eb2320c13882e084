import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { toVariable, type Variable } from './variable';

/** Production and preview variables of an application, in delivery order. */
export async function listVariables(scope: Scope, applicationUuid: string): Promise<Variable[]> {
  const application = await findWorkload(scope, 'application', applicationUuid);
  const rows = await scope.db.environmentVariable.findMany({
    where: { workloadId: application.id },
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => toVariable(scope, row));
}
