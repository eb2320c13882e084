import { AppError, invalidField } from '../../domain/error';
import type { Scope } from '../context';
import { requestOperation } from '../operations/request';
import { type CloneRequest, cloneRow, destinationOf } from '../workloads/clone-row';
import { requireLegal } from '../workloads/require-legal';
import { findDatabase } from './find';

/**
 * Make a database like another one, beside it in its environment. With its data it is filled by an operation, and runs
 * afterwards; without, it is as it was never started.
 * @throws AppError 404 · 409 while the source is deleted · 422 for data that would go to another server
 */
export async function cloneDatabase(scope: Scope, uuid: string, request: CloneRequest): Promise<string> {
  const source = await findDatabase(scope, uuid);
  requireLegal(source, 'clone');
  const destination = await destinationOf(scope, request.destinationUuid);
  const hasData = request.withVolumes && source.initializedAt !== null;
  if (hasData && destination.serverId !== source.server.id)
    throw invalidField(
      'destination_uuid',
      `Data is copied within one server. Choose a destination of ${source.server.name}, or clone without volumes.`,
    );
  const { engine, image, settings, credentials, initializedAt: _, isPublic: _1, publicPort: _2 } = source;
  if (settings === null) throw new AppError('internal', 'A database has no settings.');
  const clone = await cloneRow(scope, source, {
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
          healthCheckEnabled: source.healthCheckEnabled,
          healthCheckInterval: source.healthCheckInterval,
          healthCheckTimeout: source.healthCheckTimeout,
          healthCheckRetries: source.healthCheckRetries,
          healthCheckStartPeriod: source.healthCheckStartPeriod,
        },
      },
    },
  });
  if (hasData) await requestOperation(scope, { kind: 'clone', workload: clone, source, supersedes: [] });
  return clone.uuid;
}
