import type { Scope } from '../context';
import { isConfigurationHash } from '../deployments/configuration';
import { type ApplicationRow, getApplication } from './list';

export interface ApplicationDetail extends ApplicationRow {
  /** Whether what runs was deployed with another configuration. False while nothing was ever deployed. */
  isConfigurationChanged: boolean;
}

/** Get the application with everything that its page shows, or 404. */
export async function readApplication(scope: Scope, uuid: string): Promise<ApplicationDetail> {
  const row = await getApplication(scope, uuid);
  return { ...row, isConfigurationChanged: await isChanged(scope, row) };
}

async function isChanged(scope: Scope, row: ApplicationRow): Promise<boolean> {
  if (row.configHash === null) return false;
  const where = { workloadId: row.id };
  const [variables, storages] = await Promise.all([
    scope.db.environmentVariable.findMany({ where }),
    scope.db.storage.findMany({ where }),
  ]);
  return !isConfigurationHash(row.configHash, scope.database.sealer, row, { variables, storages });
}
