import type { Secret } from '../../domain/secret';
import type { OrganizationScope } from '../context';
import { openValue } from '../environment-variables/sealed';
import { openShared } from '../shared-variables/sealed';

/** Values to redact from the output of a command in a container of a workload. */
export async function outputSecrets(scope: OrganizationScope, workloadId: number): Promise<Secret[]> {
  const variables = await scope.db.environmentVariable.findMany({ where: { workloadId } });
  const shared = await scope.db.sharedVariable.findMany();
  const { sealer } = scope.database;
  return [...variables.map((row) => openValue(sealer, row)), ...shared.map((row) => openShared(sealer, row))];
}
