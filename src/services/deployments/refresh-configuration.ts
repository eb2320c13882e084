import type { InputJsonValue } from '../../db/generated/internal/prismaNamespace';
import type { OrganizationScope } from '../context';
import { configurationOf } from './configuration';
import type { LoadedDeployment } from './load';

/** A deployment runs the configuration of the moment it starts; what waited in the queue is brought up to that. */
export async function refreshConfiguration(scope: OrganizationScope, row: LoadedDeployment): Promise<void> {
  const { snapshot, hash } = configurationOf(
    scope.database.sealer,
    row.application,
    row.application.variables,
  );
  if (hash === row.configHash) return;
  await scope.db.deployment.updateMany({
    where: { id: row.id },
    data: { configHash: hash, snapshot: snapshot as unknown as InputJsonValue }, // plain data
  });
  row.configHash = hash;
}
