import type { Workload } from '../../db/generated/client';
import { Redactor } from '../../engine/plan/redactor';
import type { LogLine } from '../../engine/workload/log';
import type { OrganizationScope } from '../context';
import { openValue } from '../environment-variables/sealed';
import { openShared } from '../shared-variables/sealed';

/**
 * Redact from a container's lines what no surface shows: values of variables that are shown once (deployment contract
 * D5.4), and text in the shape of credentials. Readers of the log may read the other values anyway; words like
 * `production` stay.
 */
export async function hidingValues(
  { db, database }: OrganizationScope,
  { id, followsId }: Pick<Workload, 'id' | 'followsId'>,
): Promise<(line: LogLine) => LogLine> {
  // At an additional destination, the variables are those of the application.
  const workloadId = followsId ?? id;
  const rows = await db.environmentVariable.findMany({ where: { workloadId, isShownOnce: true } });
  const { sealer } = database;
  const shared = await db.sharedVariable.findMany({ where: { isShownOnce: true } });
  const redactor = new Redactor([
    ...rows.map((row) => openValue(sealer, row)),
    ...shared.map((row) => openShared(sealer, row)),
  ]);
  return (line) => ({ ...line, text: redactor.redact(line.text) });
}
