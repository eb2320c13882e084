import { countOperations, listOperationRows, type OperationRow } from '../../db/queries/list-operations';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { type NamedWorkload, workloadNames } from '../../domain/workload/names';
import type { Scope } from '../context';

export type { OperationRow };

/** List one page of the past, current and queued operations of a workload, newest first, and count all. */
export async function listOperations(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
  page: { skip: number; take: number },
): Promise<{ count: number; operations: OperationRow[] }> {
  requirePublicId(uuid, workloadNames[kind]);
  const { organizationId, visibility, database } = scope;
  const filter = { organizationId, visibility, kind, workloadUuid: uuid };
  const count = await countOperations(database.pool, filter);
  if (count === undefined) throw notFound(workloadNames[kind]);
  return { count, operations: await listOperationRows(database.pool, { ...filter, ...page }) };
}

/** Get one operation of a workload, or 404. */
export async function getOperation(
  scope: Scope,
  { kind, uuid: workloadUuid }: NamedWorkload,
  uuid: string,
): Promise<OperationRow> {
  for (const id of [workloadUuid, uuid]) requirePublicId(id, 'Operation');
  const { organizationId, visibility, database } = scope;
  const [row] = await listOperationRows(database.pool, {
    organizationId,
    visibility,
    kind,
    workloadUuid,
    uuid,
  });
  if (!row) throw notFound('Operation');
  return row;
}
