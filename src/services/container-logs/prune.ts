import type { OrganizationScope } from '../context';

/** Delete the oldest chunks of an application's logs beyond its quota. */
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
