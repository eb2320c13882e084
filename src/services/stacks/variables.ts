import type { EnvironmentVariable } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import { deploymentEnvironment } from '../environment-variables/deployment-environment';
import { openValue, sealValue } from '../environment-variables/sealed';
import { sharedLookup } from '../shared-variables/lookup';

/** Names of variables → their values as an operation resolves them. */
export type Values = Map<string, Secret>;

/** Read the variables of a stack, with references replaced. @throws AppError for an unknown reference (D5.3) */
export async function readValues(
  scope: Pick<OrganizationScope, 'db' | 'database'>,
  workloadId: number,
): Promise<Values> {
  const rows = await scope.db.environmentVariable.findMany({ where: { workloadId, isPreview: false } });
  return valuesOf(scope, workloadId, rows);
}

/** The values of given rows, with references replaced. */
export async function valuesOf(
  scope: Pick<OrganizationScope, 'db' | 'database'>,
  workloadId: number,
  rows: readonly EnvironmentVariable[],
): Promise<Values> {
  const lookup = await sharedLookup(scope, workloadId);
  return new Map(deploymentEnvironment(scope.database.sealer, rows, false, lookup).runtime);
}

/** Write the variables that a file requires and those whose value follows a domain; all others stay as they are. */
export async function writeValues(
  scope: Pick<OrganizationScope, 'database' | 'organizationId'>,
  tx: ScopedModels,
  workloadId: number,
  { created, followed }: { created: ReadonlyMap<string, Secret>; followed: ReadonlyMap<string, Secret> },
): Promise<void> {
  const { sealer } = scope.database;
  const rows = await tx.environmentVariable.findMany({ where: { workloadId, isPreview: false } });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  let order = Math.max(0, ...rows.map((row) => row.order));
  const missing = [...created, ...followed].filter(([key]) => !byKey.has(key));
  if (missing.length > 0)
    await tx.environmentVariable.createMany({
      data: [...new Map(missing)].map(([key, value]) => ({
        uuid: newUuid(),
        organizationId: scope.organizationId,
        workloadId,
        key,
        order: ++order,
        isLiteral: true,
        valueSealed: sealValue(sealer, value.reveal()),
      })),
    });
  for (const [key, value] of followed) {
    const row = byKey.get(key);
    if (row && !isSame(sealer, row, value))
      await tx.environmentVariable.update({
        where: { id: row.id },
        data: { valueSealed: sealValue(sealer, value.reveal()) },
      });
  }
}

function isSame(sealer: Sealer, row: EnvironmentVariable, value: Secret): boolean {
  return openValue(sealer, row).reveal() === value.reveal();
}
