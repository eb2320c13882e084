import type { Environment } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { workloadResources } from '../../domain/workload/names';
import type { WorkloadKind } from '../../domain/workload/workload-ref';
import { isDecidedByObject, requireObject } from '../authorization/require-object';
import type { Scope } from '../context';

/**
 * Get the target environment of a workload, with its project.
 * @throws AppError 404 for one that the caller cannot see · 403 when they may not create such a workload in it
 */
export async function targetEnvironment(
  scope: Scope,
  kind: WorkloadKind,
  uuid: string,
): Promise<Environment & { project: { uuid: string } }> {
  requirePublicId(uuid, 'Environment');
  const create = `${workloadResources[kind]}:create` as const;
  if (isDecidedByObject(scope.principal, create, 'environment'))
    await requireObject(scope, create, { type: 'environment', uuid });
  const environment = await scope.db.environment.findUnique({
    where: { uuid },
    include: { project: { select: { uuid: true } } },
  });
  if (!environment) throw notFound('Environment');
  return environment;
}
