import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { enqueueKeepNetworks } from '../server-sweep/request-networks';
import { type DestinationOnServer, findDestination, withServer } from './find';

export interface DestinationChanges {
  name?: string;
  isIsolated?: boolean;
}

/**
 * Change the name of a destination, or whether each environment has a network of its own. Running containers change
 * networks without a restart. @throws AppError forbidden when anyone but an owner switches
 */
export async function updateDestination(
  scope: Scope,
  uuid: string,
  changes: DestinationChanges,
): Promise<DestinationOnServer> {
  const before = await findDestination(scope, uuid);
  const isSwitched = changes.isIsolated !== undefined && changes.isIsolated !== before.isIsolated;
  if (isSwitched && scope.principal.role !== 'owner')
    throw new AppError('forbidden', 'Only an owner can change the isolation of a destination.');
  const { name, isIsolated } = changes;
  const destination = await refuseSharedAliases(
    scope,
    before,
    scope.db.destination.update({
      where: { id: before.id },
      data: { name, isIsolated },
      include: withServer,
    }),
  );
  scope.notes.changed(before, destination);
  await changed(scope, 'server', before.server.uuid);
  if (isSwitched) await enqueueKeepNetworks(scope, before.server.uuid);
  return destination;
}

/** Aliases are unique in their network, so workloads with the same alias cannot share one. */
async function refuseSharedAliases<T>(scope: Scope, { id }: { id: number }, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const { db } = organizationScopeOf(scope, scope.organizationId);
    const rows = await db.networkAlias.findMany({ where: { destinationId: id }, select: { alias: true } });
    const aliases = rows.map(({ alias }) => alias);
    const twice = aliases.find((alias, at) => aliases.indexOf(alias) !== at);
    throw new AppError(
      'conflict',
      `Two workloads use the network alias ${twice}, so they cannot share a network. Change one of the aliases first.`,
      { cause: error },
    );
  }
}
