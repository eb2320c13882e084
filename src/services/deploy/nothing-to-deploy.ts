import type { WorkloadKind } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';

/** Why none of these can be deployed: they do not exist, or those that do are being deleted. */
export async function nothingToDeploy(
  { db }: Pick<Scope, 'db'>,
  uuids: readonly string[],
  kind?: WorkloadKind,
): Promise<AppError> {
  const count = await db.workload.count({ where: { uuid: { in: [...uuids] }, ...(kind && { kind }) } });
  if (count === 0) return new AppError('not_found', 'No resources found.');
  const message =
    count === 1 ? 'The resource is being deleted.' : 'All of these resources are being deleted.';
  return new AppError('not_found', message);
}
