import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import type { NamedWorkload } from '../../domain/workload/names';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { findWorkload } from './find';
import { requireLegal } from './require-legal';
import { targetEnvironment } from './target-environment';

export interface Moved {
  uuid: string;
  projectUuid: string;
  environmentUuid: string;
}

/**
 * Move a workload to another environment of the organization. What is running is not touched.
 * @throws AppError 404 for a workload or an environment that the caller cannot see · 403 when they may not create one
 *   in that environment · 409 while it is being deleted, and for a network alias that another workload there has
 */
export async function moveWorkload(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
  environmentUuid: string,
): Promise<Moved> {
  const workload = await findWorkload(scope, kind, uuid);
  requireLegal(workload, 'update');
  const environment = await targetEnvironment(scope, kind, environmentUuid);
  await scope.db.workload
    .update({
      where: { id: workload.id },
      data: {
        environmentId: environment.id,
        connected: { deleteMany: { environmentId: environment.id } },
      },
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? aliasTaken(error) : error;
    });
  scope.notes.changed({ environmentId: workload.environmentId }, { environmentId: environment.id });
  await workloadChanged(scope, workload);
  return { uuid, projectUuid: environment.project.uuid, environmentUuid };
}

function aliasTaken(cause: unknown): AppError {
  return new AppError(
    'conflict',
    'Another workload in that environment uses one of its network aliases. Change custom_network_aliases first.',
    { cause },
  );
}
