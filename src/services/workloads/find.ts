import type { Workload, WorkloadKind } from '../../db/generated/client';

import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { type NamedWorkload, workloadNames } from '../../domain/workload/names';
import type { OrganizationScope } from '../context';

/**
 * The condition that finds a workload by its name: an application from a compose file is also a stack, and the row of an
 * application at an additional destination has no name outside.
 */
export function whereNamed({ kind, uuid }: NamedWorkload) {
  return kind === 'stack' ? { uuid, stack: { isNot: null } } : { uuid, kind, followsId: null };
}

/** Get the workload of this organization and kind, or 404. */
export async function findWorkload(
  scope: Pick<OrganizationScope, 'db'>,
  kind: WorkloadKind,
  uuid: string,
): Promise<Workload> {
  requirePublicId(uuid, workloadNames[kind]);
  const workload = await scope.db.workload.findUnique({ where: whereNamed({ kind, uuid }) });
  if (!workload) throw notFound(workloadNames[kind]);
  return workload;
}
