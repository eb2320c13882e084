import type { Workload } from '../../db/generated/client';
import { AppError, invalidField } from '../../domain/error';
import type { Scope } from '../context';
import { requestOperation } from '../operations/request';
import { type CloneRequest, cloneRow, destinationOf } from '../workloads/clone-row';
import { requireLegal } from '../workloads/require-legal';
import { type DatabaseOnServer, findDatabase } from './find';

/**
 * Clone a database into its own environment or another one. With data, an operation fills it and it runs afterwards;
 * without, it has never been started.
 * @throws AppError 404 · 409 while the source is being deleted · 422 for data that would go to another server
 */
export async function cloneDatabase(scope: Scope, uuid: string, request: CloneRequest): Promise<string> {
  const source = await findDatabase(scope, uuid);
  requireLegal(source, 'clone');
  const hasData = request.withVolumes && source.initializedAt !== null;
  const clone = await writeClone(scope, source, { ...request, withVolumes: hasData }, source.image);
  if (hasData) await requestClone(scope, source, clone);
  return clone.uuid;
}

/** Write the rows of the clone of a database. */
export async function writeClone(
  scope: Scope,
  source: DatabaseOnServer,
  request: CloneRequest,
  image: string,
): Promise<Workload> {
  const destination = await destinationOf(scope, request.destinationUuid);
  if (request.withVolumes && destination.serverId !== source.server.id)
    throw invalidField(
      'destination_uuid',
      `Data can only be copied within one server. Choose a destination on ${source.server.name}, or clone without volumes.`,
    );
  const { engine, settings, credentials } = source;
  if (settings === null) throw new AppError('internal', 'A database has no settings.');
  return cloneRow(scope, source, {
    request,
    destination,
    own: {
      database: {
        create: {
          engine,
          image,
          settings,
          credentials,
          publicPortTimeout: source.publicPortTimeout,
          enableSsl: source.enableSsl,
          sslMode: source.sslMode,
          healthCheckEnabled: source.healthCheckEnabled,
          healthCheckInterval: source.healthCheckInterval,
          healthCheckTimeout: source.healthCheckTimeout,
          healthCheckRetries: source.healthCheckRetries,
          healthCheckStartPeriod: source.healthCheckStartPeriod,
        },
      },
    },
  });
}

/** Request the operation that fills the clone. */
export async function requestClone(
  scope: Scope,
  source: Pick<Workload, 'id'>,
  clone: Workload,
): Promise<void> {
  await requestOperation(scope, { kind: 'clone', workload: clone, source, supersedes: [] });
}
