import type { EnvironmentVariable } from '../../db/generated/client';
import type { Scope } from '../context';
import { isConfigurationHash } from '../deployments/configuration';
import { type ApplicationRow, getApplication } from './list';

export interface ApplicationDetail extends ApplicationRow {
  /** What runs was deployed with another configuration. False while nothing was ever deployed. */
  isConfigurationChanged: boolean;
}

/** The application with what its page shows; or 404. */
export async function readApplication(scope: Scope, uuid: string): Promise<ApplicationDetail> {
  const row = await getApplication(scope, uuid);
  return { ...row, isConfigurationChanged: await isChanged(scope, row) };
}

async function isChanged(scope: Scope, row: ApplicationRow): Promise<boolean> {
  if (row.configHash === null) return false;
  const variables: EnvironmentVariable[] = await scope.db.environmentVariable.findMany({
    where: { workloadId: row.id },
  });
  return !isConfigurationHash(row.configHash, scope.database.sealer, row, variables);
}
