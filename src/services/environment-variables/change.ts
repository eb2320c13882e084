import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { VariableSet } from './variable-set';

/** Long enough for the thousand variables that a resource may have. */
const TRANSACTION_TIMEOUT_MS = 30_000;

/**
 * Runs changes to an application's variables in one transaction and publishes them. Writers on the same application
 * wait for each other at its row, so that limits and twins hold whatever races.
 */
export async function changeVariables<T>(
  scope: Scope,
  applicationUuid: string,
  work: (variables: VariableSet) => Promise<T>,
): Promise<T> {
  const application = await findWorkload(scope, 'application', applicationUuid);
  const result = await scope.db.$transaction(
    async (tx) => {
      await tx.workload.update({ where: { id: application.id }, data: { updatedAt: scope.clock.now() } });
      const rows = await tx.environmentVariable.findMany({ where: { workloadId: application.id } });
      const variables = new VariableSet(scope, tx, application.id, rows);
      const worked = await work(variables);
      variables.checkLimits();
      return worked;
    },
    { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_TIMEOUT_MS },
  );
  await scope.changes.publish({
    organizationId: scope.organizationId,
    kind: 'application',
    uuid: application.uuid,
  });
  return result;
}
