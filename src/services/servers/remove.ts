import { permits } from '../../auth/decision';
import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';
import { workloadResources } from '../../domain/workload/names';
import type { NamedObject } from '../authorization/objects';
import { refusedAction, requireObjects } from '../authorization/require-object';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer } from './find';

/**
 * Remove the record of a server. With `force` the records of its resources are removed too; the machine is not touched.
 * @throws AppError forbidden when the caller may not delete each of them
 */
export async function removeServer(scope: Scope, uuid: string, force: boolean): Promise<void> {
  const server = await findServer(scope, uuid);
  const workloads = force ? await deletableOn(scope, server.id) : [];
  try {
    await scope.db.$transaction(async (tx) => {
      if (force) await tx.workload.deleteMany({ where: { uuid: { in: workloads } } });
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

const resource = {
  uuid: true,
  kind: true,
  name: true,
  follows: { select: { uuid: true } },
  followers: { select: { destination: { select: { server: { select: { name: true } } } } }, take: 1 },
} as const;

/** List the resources to delete: one that is created in the meantime keeps the server. */
async function deletableOn(scope: Scope, serverId: number): Promise<string[]> {
  const where = { destination: { serverId } };
  const workloads = await scope.db.workload.findMany({ where, select: resource });
  const spread = workloads.find(({ followers }) => followers.length > 0);
  if (spread)
    throw new AppError(
      'bad_request',
      `${spread.name} also runs on ${spread.followers[0]?.destination.server.name}. Remove its additional destinations first.`,
    );
  for (const type of Object.values(workloadResources)) {
    const ofType = workloads.filter(({ kind }) => workloadResources[kind] === type);
    // At an additional destination it is the application that is removed from there.
    const named = ofType.map(({ uuid, follows }) => ({ type, uuid: follows?.uuid ?? uuid }));
    if (named.length > 0) await requireEach(scope, `${type}:delete`, named);
  }
  return workloads.map(({ uuid }) => uuid);
}

async function requireEach(scope: Scope, permission: Permission, named: readonly NamedObject[]) {
  if (!permits(scope.principal, permission)) throw refusedAction(permission);
  await requireObjects(scope, permission, named);
}
