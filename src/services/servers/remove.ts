import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer } from './find';

/**
 * Removes the record of a server. With `force` the records of its resources go too; nothing is touched on the machine.
 */
export async function removeServer(scope: Scope, uuid: string, force: boolean): Promise<void> {
  const server = await findServer(scope, uuid);
  try {
    await scope.db.$transaction(async (tx) => {
      if (force) await tx.application.deleteMany({ where: { destination: { serverId: server.id } } });
      await tx.server.deleteMany({ where: { id: server.id } });
    });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError('bad_request', 'Server has resources, so it cannot be deleted.', { cause: error });
  }
  scope.notes.removed(server);
  scope.hosts.drop(uuid);
  await changed(scope, 'server', uuid);
}
