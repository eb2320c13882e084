import type { Scope } from '../context';
import { planRollback, type RollbackPlan } from '../deployments/plan-rollback';
import { type RollbackTarget, requestRollback } from '../deployments/request-rollback';
import { findRepositoryRollback } from '../stacks/repository-rollback';
import { planRepositoryRollback } from '../stacks/repository-rollback-plan';

/** Roll back to a release of an application, which may be from a compose file. @throws AppError as `requestRollback` */
export async function rollbackApplication(scope: Scope, target: RollbackTarget): Promise<string> {
  const isStack = await scope.db.workload.count({
    where: { uuid: target.applicationUuid, stack: { isNot: null } },
  });
  return requestRollback(scope, target, isStack > 0 ? findRepositoryRollback : undefined);
}

/** Say what a rollback to the release of a deployment would change. @throws AppError as `planRollback` */
export function planRollbackOf(scope: Scope, deploymentUuid: string): Promise<RollbackPlan> {
  return planRollback(scope, deploymentUuid, planRepositoryRollback);
}
