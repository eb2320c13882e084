import type { NamedWorkload } from '../../domain/workload/names';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { VariableSet } from './variable-set';

/** Time limit of the transaction: enough for the thousand variables that a workload may have. */
const TRANSACTION_TIMEOUT_MS = 30_000;

/**
 * Run changes to a workload's variables in one transaction and publish them. Concurrent writers wait for each other at
 * the workload's row, so limits and twins always hold.
 */
export async function changeVariables<T>(
  scope: Scope,
  workload: NamedWorkload,
  work: (variables: VariableSet) => Promise<T>,
): Promise<T> {
  const found = await findWorkload(scope, workload.kind, workload.uuid);
  const result = await scope.db.$transaction(
    async (tx) => {
      await tx.workload.update({ where: { id: found.id }, data: { updatedAt: scope.clock.now() } });
      const rows = await tx.environmentVariable.findMany({ where: { workloadId: found.id } });
      const variables = new VariableSet(scope, tx, found, rows);
      const worked = await work(variables);
      variables.checkLimits();
      return worked;
    },
    { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_TIMEOUT_MS },
  );
  await workloadChanged(scope, workload);
  return result;
}
