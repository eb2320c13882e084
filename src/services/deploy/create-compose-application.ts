import type { Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { type CreatedStack, type CreateStack, createStack } from '../stacks/create';
import { requireStartableFile } from '../stacks/request';

type CreateComposeApplication = Pick<CreateStack, 'place' | 'source' | 'settings' | 'tags'> & {
  instantDeploy: boolean;
};

/**
 * Create an application from a compose file (coolify-api §3.3).
 * @throws AppError as `createStack` · 422 or 429 when it should be deployed at once but cannot be; then nothing is
 *   created
 */
export async function createComposeApplication(
  scope: Scope,
  { instantDeploy, ...request }: CreateComposeApplication,
): Promise<CreatedStack> {
  const created = await createStack(scope, {
    ...request,
    kind: 'application',
    urls: new Map(),
    forceDomainOverride: false,
  });
  if (!instantDeploy) return created;
  const { uuid } = created;
  try {
    await requireStartableFile(scope, uuid, 'deploy');
    await startDeployment(scope, { applicationUuid: uuid, kind: 'deploy', force: false });
  } catch (error) {
    await scope.db.workload.deleteMany({ where: { uuid } });
    throw error;
  }
  return created;
}
