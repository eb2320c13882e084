import type { Workload } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { isOfHost } from '../../domain/storage';
import type { Scope } from '../context';
import { changeStorages } from './change';
import { requireHostAccess } from './host-access';
import { type Storage, type StorageInput, type StoragesOf, toStorage } from './storage';

/** @throws AppError 422 for a server path that the caller may not mount, 409 for a taken mount path or name */
export function createStorage(scope: Scope, of: StoragesOf, input: StorageInput): Promise<Storage> {
  return changeStorages(scope, of, async (storages, workload) => {
    if (input.component === undefined) await requireOneComponent(scope, workload);
    if (isOfHost(input.kind)) await requireHostAccess(scope, input.kind === 'bind' ? 'host_path' : 'fs_path');
    return toStorage(scope, workload, await storages.insert(input));
  });
}

/** Require a component name when a compose file has several components. @throws AppError 422 */
async function requireOneComponent({ db }: Scope, { id: workloadId, uuid }: Workload): Promise<void> {
  if ((await db.component.count({ where: { workloadId } })) === 0) return;
  throw invalidField(
    'mount_path',
    `The application uses a compose file. Add storages to its services with /services/${uuid}/storages.`,
  );
}
