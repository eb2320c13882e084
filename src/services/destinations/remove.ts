import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { enqueueKeepNetworks } from '../server-sweep/request-networks';
import { findDestination } from './find';

/** Remove an unused destination, and then its network from the server. */
export async function removeDestination(scope: Scope, uuid: string): Promise<void> {
  const destination = await findDestination(scope, uuid);
  try {
    await scope.db.destination.deleteMany({ where: { id: destination.id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError('conflict', 'Destination has attached resources. Delete or move them first.', {
      cause: error,
    });
  }
  scope.notes.removed(destination);
  await changed(scope, 'server', destination.server.uuid);
  await enqueueKeepNetworks(scope, destination.server.uuid);
}
