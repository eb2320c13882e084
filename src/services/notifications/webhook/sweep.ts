import { tryExclusively } from '../../../db/advisory-lock';
import { listOverdueDeliveries } from '../../../db/queries/overdue-deliveries';
import { organizationScopeOf, type Services } from '../../context';
import { enqueueDelivery } from './record';

/** A delivery that is due this long has lost its job, or waits behind others of its organization. */
const OVERDUE_MS = 60_000;
/** Per organization, so that a long queue of one does not hide what another one lost. */
const BATCH = 20;

/** Queue the deliveries again whose jobs a crash lost. One process does it for all. */
export async function queueOverdueDeliveries(services: Services): Promise<void> {
  const { maintenance } = services.database;
  await tryExclusively(maintenance, 'notification deliveries', async () => {
    const dueBefore = new Date(services.clock.now().getTime() - OVERDUE_MS);
    for (const { organizationId, uuid } of await listOverdueDeliveries(maintenance, dueBefore, BATCH))
      await enqueueDelivery(organizationScopeOf(services, organizationId), uuid);
  });
}
