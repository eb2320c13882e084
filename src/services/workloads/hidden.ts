import type { OrganizationScope } from '../context';

/** List which of these workloads the caller cannot see: answers must not name them. */
export async function hiddenWorkloads(
  scope: Pick<OrganizationScope, 'db' | 'visibility'>,
  uuids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (scope.visibility === null || uuids.length === 0) return new Set();
  const visible = await scope.db.workload.findMany({
    where: { uuid: { in: [...uuids] } },
    select: { uuid: true },
  });
  const seen = new Set(visible.map(({ uuid }) => uuid));
  return new Set(uuids.filter((uuid) => !seen.has(uuid)));
}
