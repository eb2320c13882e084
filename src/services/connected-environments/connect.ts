import { isForeignKeyViolation, isUniqueViolation } from '../../db/violations';
import { AppError, invalidField, notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { NamedWorkload } from '../../domain/workload/names';
import { requireObject } from '../authorization/require-object';
import { workloadChanged } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { enqueueKeepNetworks } from '../server-sweep/request-networks';
import { findOnServer } from '../workloads/on-server';
import { requireLegal } from '../workloads/require-legal';
import { type ConnectedEnvironment, listConnectedEnvironments } from './list';

const MOST_ENVIRONMENTS = 50;

/**
 * Connect a workload to a further environment: its containers join that network too, at once and in every release.
 * @throws AppError 404 for a workload or an environment that the caller cannot see · 403 when they may not change the
 *   environment · 409 when it is connected already, or the workload is being deleted · 422 for its own environment, and
 *   one with workloads of which it would reach none
 * @returns all of its connected environments
 */
export async function connectEnvironment(
  scope: Scope,
  named: NamedWorkload,
  environmentUuid: string,
): Promise<ConnectedEnvironment[]> {
  const { workload, server } = await findOnServer(scope, named);
  requireLegal(workload, 'update');
  const environment = await findEnvironment(scope, environmentUuid);
  const { id: workloadId, environmentId, destinationId } = workload;
  if (environment.id === environmentId)
    throw invalidField('environment_uuid', 'It is in this environment already.');
  await requireReach(scope, environment, destinationId);
  const where = { workloadId };
  if ((await scope.db.connectedEnvironment.count({ where })) >= MOST_ENVIRONMENTS)
    throw invalidField('environment_uuid', `It is already connected to ${MOST_ENVIRONMENTS} environments.`);
  const { organizationId } = scope;
  await scope.db.connectedEnvironment
    .create({ data: { workloadId, environmentId: environment.id, organizationId } })
    .catch((error: unknown) => {
      if (isUniqueViolation(error))
        throw new AppError('conflict', 'It is already connected to this environment.', { cause: error });
      throw isForeignKeyViolation(error) ? notFound('Environment') : error;
    });
  scope.notes.changed({ connectedEnvironment: null }, { connectedEnvironment: environmentUuid });
  await workloadChanged(scope, named);
  await enqueueKeepNetworks(scope, server.uuid);
  return listConnectedEnvironments(scope, named);
}

/** Get an environment that the caller may change. @throws AppError 404, 403 */
async function findEnvironment(scope: Scope, uuid: string) {
  requirePublicId(uuid, 'Environment');
  await requireObject(scope, 'environment:update', { type: 'environment', uuid });
  const environment = await scope.db.environment.findUnique({ where: { uuid } });
  if (!environment) throw notFound('Environment');
  return environment;
}

/** A network connects only what is at one destination; an environment without workloads may get some there. */
async function requireReach(
  scope: Scope,
  { id: environmentId, name }: { id: number; name: string },
  destinationId: number,
): Promise<void> {
  // Those hidden from the caller count as well.
  const { db } = organizationScopeOf(scope, scope.organizationId);
  const where = { environmentId, deletingAt: null };
  if ((await db.workload.count({ where: { ...where, destinationId } })) > 0) return;
  if ((await db.workload.count({ where })) === 0) return;
  throw invalidField(
    'environment_uuid',
    `The resources of ${name} are at other destinations, and a network connects only those at one destination of a server. Clone them to the destination of this one.`,
  );
}
