import type { PlanResult } from '../../engine/run/plan-run';
import type { OrganizationScope } from '../context';
import type { NewNotification } from '../notifications/message';
import type { LoadedOperation } from '../operations/load';
import { operationNotice } from '../operations/operation-notice';

/** The notice at the end of a backup. A backup without its intended copy in S3 is not a success. */
export async function backupNotice(
  scope: OrganizationScope,
  operation: LoadedOperation,
  result: PlanResult,
): Promise<NewNotification | null> {
  const copy = await scope.db.backupExecution.findFirst({
    where: { operationUuid: operation.uuid, status: 'success', s3Object: { not: null }, isInS3: false },
    select: { message: true },
  });
  const isWithoutCopy = result.outcome === 'finished' && copy !== null;
  return operationNotice(
    operation,
    isWithoutCopy ? { outcome: 'failed', reason: copy.message ?? undefined } : result,
    { subject: 'backup', what: `The backup of ${operation.workload.name}` },
  );
}
