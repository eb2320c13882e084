import { z } from 'zod';
import type { OrganizationScope } from '../context';
import { configurationOf } from './configuration';
import type { DeploymentSubject } from './load';

const snapshotSchema = z.object({ settings: z.record(z.string(), z.unknown()) });

/**
 * List the settings whose value differs from what the running release was deployed with, by the names of their columns.
 */
export async function changedSettings(
  scope: Pick<OrganizationScope, 'db' | 'database'>,
  application: DeploymentSubject['application'],
  deploymentUuid: string | undefined,
): Promise<string[]> {
  if (deploymentUuid === undefined) return [];
  const deployment = await scope.db.deployment.findFirst({
    where: { operation: { uuid: deploymentUuid } },
    select: { snapshot: true },
  });
  const before = snapshotSchema.safeParse(deployment?.snapshot);
  if (!before.success) return [];
  const { snapshot } = configurationOf(scope.database.sealer, application, application);
  return Object.entries(snapshot.settings)
    .filter(([name, value]) => name in before.data.settings && before.data.settings[name] !== value)
    .map(([name]) => name);
}
