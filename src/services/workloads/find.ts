import type { Workload, WorkloadKind } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** Kinds of workloads as messages of the API call them. */
const names: Readonly<Record<WorkloadKind, string>> = {
  application: 'Application',
  database: 'Database',
  stack: 'Service',
};

/** The workload of this organization and kind, or 404. */
export async function findWorkload(
  scope: Pick<OrganizationScope, 'db'>,
  kind: WorkloadKind,
  uuid: string,
): Promise<Workload> {
  requirePublicId(uuid, names[kind]);
  const workload = await scope.db.workload.findUnique({ where: { uuid, kind } });
  if (!workload) throw notFound(names[kind]);
  return workload;
}
