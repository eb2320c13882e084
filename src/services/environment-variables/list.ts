import { findApplication } from '../applications/find';
import type { Scope } from '../context';
import { toVariable, type Variable } from './variable';

/** Production and preview variables of an application, in delivery order. */
export async function listVariables(scope: Scope, applicationUuid: string): Promise<Variable[]> {
  const application = await findApplication(scope, applicationUuid);
  const rows = await scope.db.environmentVariable.findMany({
    where: { applicationId: application.id },
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => toVariable(scope, row));
}
