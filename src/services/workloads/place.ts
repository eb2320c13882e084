import type { Destination, Environment } from '../../db/generated/client';
import { AppError, invalidField, notFound } from '../../domain/error';
import type { Scope } from '../context';
import { findProject } from '../projects/find';
import { findServer, type ServerWithKey } from '../servers/find';

/** The place of a new resource, as the caller names it (coolify-api §2, PLACE). */
export interface PlaceRequest {
  projectUuid: string;
  serverUuid: string;
  environmentName: string | null;
  environmentUuid: string | null;
  destinationUuid: string | null;
}

export interface Place {
  environment: Environment;
  server: ServerWithKey;
  destination: Destination;
}

const NO_ENVIRONMENT = 'You need to provide at least one of environment_name or environment_uuid.';

/**
 * Find the environment and the destination that a request names.
 * @throws AppError 404 naming what is missing; 422 without an environment; 400 when the destination is ambiguous
 */
export async function resolvePlace(scope: Scope, request: PlaceRequest): Promise<Place> {
  if (request.environmentName === null && request.environmentUuid === null)
    throw new AppError('validation_failed', NO_ENVIRONMENT);
  const { environments } = await findProject(scope, request.projectUuid);
  const environment =
    environments.find(({ name }) => name === request.environmentName) ??
    environments.find(({ uuid }) => uuid === request.environmentUuid);
  if (!environment) throw notFound('Environment');
  const server = await findServer(scope, request.serverUuid);
  if (server.isBuildServer) throw invalidField('server_uuid', 'A build server cannot run resources.');
  return { environment, server, destination: await findDestination(scope, server, request.destinationUuid) };
}

async function findDestination(
  scope: Scope,
  server: ServerWithKey,
  uuid: string | null,
): Promise<Destination> {
  const destinations = await scope.db.destination.findMany({
    where: { serverId: server.id },
    orderBy: { id: 'asc' },
  });
  if (uuid !== null) {
    const chosen = destinations.find((destination) => destination.uuid === uuid);
    if (!chosen) throw notFound('Destination');
    return chosen;
  }
  const [only, ...others] = destinations;
  if (!only) throw new AppError('bad_request', 'Server has no destinations.');
  if (others.length > 0)
    throw new AppError(
      'bad_request',
      'Server has multiple destinations and you do not set destination_uuid.',
    );
  return only;
}
