import { type MountedStorage, readApplicationRow } from '../../db/queries/list-applications';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';
import { isConfigurationHash } from '../deployments/configuration';
import type { ApplicationRow } from './list';

export interface ApplicationDetail extends ApplicationRow {
  /** Whether the running version was deployed with another configuration. False before the first deployment. */
  isConfigurationChanged: boolean;
}

/** Get the application with everything that its page shows, or 404. */
export async function readApplication(scope: Scope, uuid: string): Promise<ApplicationDetail> {
  requirePublicId(uuid, 'Application');
  const { organizationId, visibility } = scope;
  const found = await readApplicationRow(scope.database.pool, { organizationId, visibility, uuid });
  if (!found) throw notFound('Application');
  const { row, storages } = found;
  return { ...row, isConfigurationChanged: await isChanged(scope, row, storages) };
}

async function isChanged(
  scope: Scope,
  row: ApplicationRow,
  storages: readonly MountedStorage[],
): Promise<boolean> {
  if (row.configHash === null) return false;
  const variables = await scope.db.environmentVariable.findMany({ where: { workloadId: row.id } });
  return !isConfigurationHash(row.configHash, scope.database.sealer, row, { variables, storages });
}
