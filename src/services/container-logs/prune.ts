import type { OrganizationScope } from '../context';

/** Removes what is older than the newest parts that fit into the quota. */
export async function prune({ db, installation }: OrganizationScope, applicationId: number): Promise<void> {
  const rows = await db.containerLogChunk.findMany({
    where: { applicationId },
    orderBy: { id: 'desc' },
    select: { id: true, bytes: true },
  });
  let bytes = 0;
  const first = rows.find((row) => {
    bytes += row.bytes;
    return bytes > installation.containerLogQuota;
  });
  if (first) await db.containerLogChunk.deleteMany({ where: { applicationId, id: { lte: first.id } } });
}
