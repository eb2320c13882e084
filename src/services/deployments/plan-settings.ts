import { z } from 'zod';
import type { OrganizationScope } from '../context';
import { configurationOf } from './configuration';
import type { DeploymentSubject } from './load';

const snapshotSchema = z.object({ settings: z.record(z.string(), z.unknown()) });

/** List the settings whose value differs from the running release's, by column name. */
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
  return before.success ? settingsChangedSince(scope, application, before.data) : [];
}

/** List the settings whose value differs from a snapshot's, by column name. */
export function settingsChangedSince(
  scope: Pick<OrganizationScope, 'database'>,
  application: DeploymentSubject['application'],
  { settings: before }: z.infer<typeof snapshotSchema>,
): string[] {
  const { snapshot } = configurationOf(scope.database.sealer, application, application);
  return Object.entries(snapshot.settings)
    .filter(([name, value]) => name in before && before[name] !== value)
    .map(([name]) => name);
}
