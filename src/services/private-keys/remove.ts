import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findPrivateKey } from './find';

/** Delete a key; refused while a server or an application uses it. */
export async function removePrivateKey(scope: Scope, uuid: string): Promise<void> {
  const { id, name } = await findPrivateKey(scope, uuid);
  try {
    await scope.db.privateKey.deleteMany({ where: { id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError('validation_failed', 'Private Key is in use and cannot be deleted.', { cause: error });
  }
  scope.notes.removed({ name });
  await changed(scope, 'private_key', uuid);
}
