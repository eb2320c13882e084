import type { Scope } from '../context';
import { type StartRequest, startDeployment } from '../deployments/start';
import type { StartedOperation } from '../operations/request';
import { requireStartableFile } from '../stacks/request';

/**
 * Request a deployment of an application, whether it is built, pulled or from a compose file.
 * @throws AppError as `startDeployment` · 422 for an empty variable that its compose file requires
 */
export async function deployApplication(scope: Scope, request: StartRequest): Promise<StartedOperation> {
  await requireStartableFile(scope, request.applicationUuid, request.kind);
  return startDeployment(scope, request);
}
