import type { Scope } from '../context';
import { changeStorages } from './change';
import type { StoragesOf } from './storage';

/** Delete a storage from the records: its contents stay on the server. @throws AppError 404 */
export async function deleteStorage(scope: Scope, of: StoragesOf, uuid: string): Promise<void> {
  await changeStorages(scope, of, (storages) => storages.remove(uuid));
}
