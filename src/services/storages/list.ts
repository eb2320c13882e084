import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { type Storage, toStorage } from './storage';

/** List the storages of a workload, oldest first. */
export async function listStorages(scope: Scope, workload: NamedWorkload): Promise<Storage[]> {
  const found = await findWorkload(scope, workload.kind, workload.uuid);
  const rows = await scope.db.storage.findMany({ where: { workloadId: found.id }, orderBy: { id: 'asc' } });
  return rows.map((row) => toStorage(scope, found, row));
}
