import type { Workload } from '../../db/generated/client';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { requireLegal } from '../workloads/require-legal';
import type { StoragesOf } from './storage';
import { StorageSet } from './storage-set';

/**
 * Run changes to a workload's storages in one transaction and publish them. Concurrent writers wait for each other at
 * the workload's row, so paths, names and limits always hold.
 */
export async function changeStorages<T>(
  scope: Scope,
  of: StoragesOf,
  work: (storages: StorageSet, workload: Workload) => Promise<T>,
): Promise<T> {
  const { kind, uuid } = of;
  const found = await findWorkload(scope, kind, uuid);
  requireLegal(found, 'update');
  const result = await scope.db.$transaction(async (tx) => {
    const where = { id: found.id };
    await tx.workload.update({ where, data: { updatedAt: scope.clock.now() } });
    const rows = await tx.storage.findMany({ where: { workloadId: found.id } });
    return work(new StorageSet(scope, tx, found, of, rows), found);
  });
  await workloadChanged(scope, { kind, uuid });
  return result;
}
