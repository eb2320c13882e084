import { tryExclusively } from '../../db/advisory-lock';
import { organizationScopeOf, type Services } from '../context';
import { enqueueRefresh } from './change';

const REFRESH_MS = 24 * 3_600_000;
const AT_ONCE = 100;

/** Have every catalogue read again that was last read a day ago. One process does it for all. */
export async function refreshDueCatalogues(services: Services): Promise<void> {
  const { database, clock } = services;
  await tryExclusively(database.maintenance, 'catalogues', async () => {
    const before = new Date(clock.now().getTime() - REFRESH_MS);
    const due = await database.unscoped.catalogue.findMany({
      where: { OR: [{ triedAt: { lte: before } }, { triedAt: null, createdAt: { lte: before } }] },
      select: { uuid: true, organizationId: true },
      orderBy: { triedAt: 'asc' },
      take: AT_ONCE,
    });
    for (const { uuid, organizationId } of due)
      await enqueueRefresh(organizationScopeOf(services, organizationId), uuid);
  });
}
