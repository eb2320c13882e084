import type { Workload, WorkloadKind } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** Names of the kinds of workloads in messages of the API. */
export const workloadNames: Readonly<Record<WorkloadKind, string>> = {
  application: 'Application',
  database: 'Database',
  stack: 'Service',
};

/** Resources of the permission vocabulary, and words of events, for kinds of workloads. */
export const workloadResources = {
  application: 'application',
  database: 'database',
  stack: 'service',
} as const satisfies Record<WorkloadKind, string>;

/** A workload as a request names it. */
export type NamedWorkload = Pick<Workload, 'kind' | 'uuid'>;

/** The condition that finds a workload by its name: an application from a compose file is a stack as well. */
export function whereNamed({ kind, uuid }: NamedWorkload) {
  return kind === 'stack' ? { uuid, stack: { isNot: null } } : { uuid, kind };
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
