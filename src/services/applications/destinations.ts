import {
  type ApplicationDestinationRow,
  listApplicationDestinationRows,
} from '../../db/queries/list-application-destinations';
import type { ScopedModels } from '../../db/scope';
import { AppError, invalidField, notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { newUuid } from '../../lib/random';
import type { ApplicationRecord } from '../application-rows/record';
import { changed } from '../changed';
import type { Scope } from '../context';
import { requestFollower } from '../deployments/request-followers';
import { type DestinationOnServer, findDestination } from '../destinations/find';
import type { StartedOperation } from '../operations/request';
import { removeAt } from '../operations/request-removal';
import { findServer } from '../servers/find';
import { findWorkload } from '../workloads/find';
import { listFollowers, wholeScope } from '../workloads/followers';
import { beingDeleted, requireLegal } from '../workloads/require-legal';
import { aliasNames, claimAliases } from './aliases';
import { findOnServer } from './on-server';
import { claimPorts, type PortsCheck, requireFreePorts } from './ports';
import { requireSeveralPlaces } from './several-places';

export type { ApplicationDestinationRow };

/** List the destinations of an application: the main one, then the additional ones, oldest first. @throws AppError 404 */
export async function listApplicationDestinations(
  { database, organizationId }: Scope,
  uuid: string,
): Promise<ApplicationDestinationRow[]> {
  requirePublicId(uuid, 'Application');
  const rows = await listApplicationDestinationRows(database.pool, { organizationId, uuid });
  if (rows.length === 0) throw notFound('Application');
  return rows;
}

/**
 * Add a destination on another server: each later deployment of the application brings its release there too. Nothing
 * is deployed yet.
 * @throws AppError 404 for a destination that the caller cannot see · 409 for one that it has, and for a network alias
 *   that is in use there · 422 for one where it cannot run
 */
export async function addDestination(scope: Scope, uuid: string, destinationUuid: string): Promise<void> {
  const { application } = await findOnServer(scope, uuid);
  requireLegal(application, 'update');
  const destination = await findDestination(scope, destinationUuid);
  const server = await findServer(scope, destination.server.uuid);
  await requireFreeServer(wholeScope(scope).db, application, destination);
  if (server.isBuildServer) throw invalidField('destination_uuid', 'A build server cannot run applications.');
  requireSeveralPlaces(application);
  const { portsMappings } = application;
  const ports = portsMappings ? { server, portsMappings, workloadId: application.id } : null;
  if (ports) await requireFreePorts(scope, ports);
  await insert(scope, application, { destination, ports });
  scope.notes.changed({}, { destination: destination.name, server: destination.server.name });
  await changed(scope, 'application', uuid);
}

interface NewPlace {
  destination: DestinationOnServer;
  ports: PortsCheck | null;
}

async function insert(scope: Scope, application: ApplicationRecord, place: NewPlace): Promise<void> {
  const { destination, ports } = place;
  const { id: followsId, environmentId } = application;
  const { organizationId } = scope;
  const names = aliasNames(application);
  const aliases = { names, destination, environmentId, workloadId: null };
  await claimAliases(scope, names.length === 0 ? null : aliases, () =>
    wholeScope(scope).db.$transaction(async (tx) => {
      // Locks the row: of two calls at once, the second one sees what the first one added.
      const where = { id: followsId, deletingAt: null };
      const { count } = await tx.workload.updateMany({ where, data: { followsId: null } });
      if (count === 0) throw beingDeleted('application');
      const leader = await tx.workload.findUniqueOrThrow({ where: { id: followsId } });
      await requireFreeServer(tx, application, destination);
      if (ports) await claimPorts(tx, ports);
      await tx.workload.create({
        data: {
          uuid: newUuid(),
          organizationId,
          kind: 'application',
          followsId,
          environmentId: leader.environmentId,
          destinationId: destination.id,
          name: leader.name,
          maxRestartCount: leader.maxRestartCount,
          stopGracePeriod: leader.stopGracePeriod,
          aliases: { create: names.map((alias) => ({ alias })) },
        },
      });
    }),
  );
}

/** @throws AppError 409 for a destination of the application · 422 for another one on the same server */
async function requireFreeServer(
  db: ScopedModels,
  { id }: Pick<ApplicationRecord, 'id'>,
  { id: destinationId, serverId }: DestinationOnServer,
): Promise<void> {
  const others = await db.workload.findMany({
    where: { OR: [{ id }, { followsId: id }] },
    select: { destinationId: true, destination: { select: { serverId: true } } },
  });
  if (others.some((other) => other.destinationId === destinationId))
    throw new AppError('conflict', 'The application already exists there.');
  if (others.some(({ destination }) => destination.serverId === serverId))
    throw invalidField(
      'destination_uuid',
      'The application already runs on this server. Choose a destination on another server, or clone the application.',
    );
}

/** What is removed from an additional destination. Volumes stay: they are used again if it is added again. */
const removed = { deleteVolumes: false, deleteImages: true, deleteNetworks: true };

/**
 * Remove an additional destination, and the containers of the application there.
 * @throws AppError 404 for a destination that the application does not have · 422 for its main one
 */
export async function removeDestination(scope: Scope, uuid: string, destinationUuid: string): Promise<void> {
  const follower = await findFollower(scope, uuid, destinationUuid);
  await removeAt(wholeScope(scope), follower, { server: follower.destination.server, options: removed });
  scope.notes.changed({ destination: follower.destination.name }, { destination: null });
  await changed(scope, 'application', uuid);
}

/**
 * Deploy what the application runs now at one additional destination, without touching the others.
 * @throws AppError 404 · 409 when it was not deployed yet, or is being removed from there · 422 for the main destination
 *   · 429
 */
export async function deployDestination(
  scope: Scope,
  uuid: string,
  destinationUuid: string,
): Promise<StartedOperation> {
  const follower = await findFollower(scope, uuid, destinationUuid);
  requireLegal(follower, 'deploy');
  return requestFollower(wholeScope(scope), follower);
}

async function findFollower(scope: Scope, uuid: string, destinationUuid: string) {
  const application = await findWorkload(scope, 'application', uuid);
  const destination = await findDestination(scope, destinationUuid);
  if (destination.id === application.destinationId)
    throw invalidField(
      'destination_uuid',
      'This is the main destination of the application, where it is configured. It cannot be removed, and is deployed with the application.',
    );
  const follower = (await listFollowers(wholeScope(scope), application)).find(
    ({ destinationId }) => destinationId === destination.id,
  );
  if (!follower) throw notFound('Destination');
  return { ...follower, followsId: application.id };
}
