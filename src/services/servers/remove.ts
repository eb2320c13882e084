import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { requireObjects } from '../authorization/require-object';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer } from './find';

/**
 * Removes the record of a server. With `force` the records of its resources go too; nothing is touched on the machine.
 * @throws AppError forbidden when the caller may not delete each of them
 */
export async function removeServer(scope: Scope, uuid: string, force: boolean): Promise<void> {
  const server = await findServer(scope, uuid);
  const applications = force ? await deletableOn(scope, server.id) : [];
  try {
    await scope.db.$transaction(async (tx) => {
      if (force) await tx.workload.deleteMany({ where: { uuid: { in: applications } } });
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

/** What is deleted is what was asked about: one that is created meanwhile keeps the server. */
async function deletableOn(scope: Scope, serverId: number): Promise<string[]> {
  const where = { destination: { serverId } };
  const applications = await scope.db.workload.findMany({ where, select: { uuid: true } });
  const named = applications.map(({ uuid }) => ({ type: 'application', uuid }) as const);
  await requireObjects(scope, 'application:delete', named);
  return applications.map(({ uuid }) => uuid);
}
