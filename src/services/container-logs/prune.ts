import type { OrganizationScope } from '../context';

/** Removes what is older than the newest parts that fit into the quota. */
export async function prune({ db, installation }: OrganizationScope, workloadId: number): Promise<void> {
  const rows = await db.containerLogChunk.findMany({
    where: { workloadId },
    orderBy: { id: 'desc' },
    select: { id: true, bytes: true },
  });
  let bytes = 0;
  const first = rows.find((row) => {
    bytes += row.bytes;
    return bytes > installation.containerLogQuota;
  });
  if (first) await db.containerLogChunk.deleteMany({ where: { workloadId, id: { lte: first.id } } });
}
