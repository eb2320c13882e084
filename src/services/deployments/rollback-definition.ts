import { z } from 'zod';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { OperationDefinition } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { recordRelease } from '../releases/record';
import { deployment } from './definition';
import { loadDeployment } from './load';
import { requestFollowers } from './request-followers';
import { findRollback } from './rollback-subject';

const rollbackParameters = z.object({ release: z.string() });

/** Parameters of the operation. */
export type RollbackParameters = z.infer<typeof rollbackParameters>;

function releaseOf({ parameters }: Pick<LoadedOperation, 'parameters'>): string {
  return rollbackParameters.parse(parameters).release;
}

/** The rollback of an application: a deployment of an existing image, as it was. */
export const rollback: OperationDefinition<DeploymentSpec> = {
  ...deployment,

  async prepare(scope, { id, parameters }) {
    const row = await loadDeployment(scope, id);
    return (await findRollback(scope, { ...row, release: releaseOf({ parameters }) })).spec;
  },

  async beforeEnd(scope, operation, { outcome, facts }, spec) {
    const { id, parameters } = operation;
    if (outcome !== 'finished' || !spec) return;
    const row = await loadDeployment(scope, id);
    const release = await scope.db.release.findUnique({ where: { uuid: releaseOf({ parameters }) } });
    const { version } = deployment;
    await recordRelease(scope, row, { spec, version, facts, container: release?.container });
    await requestFollowers(scope, operation);
  },
};
