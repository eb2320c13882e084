import { databaseTime } from '../../db/queries/database-time';
import type { WebhookApplication } from '../../db/queries/webhook-applications';
import type { OrganizationScope } from '../context';
import { contentOf, type Delivery } from './ledger';

export interface Held {
  id: number;
  /** By the database's clock. */
  receivedAt: Date;
}

/** Hold a genuine delivery until it is handled, so that a crash does not lose it. One that is held keeps its place. */
export async function remember(
  scope: OrganizationScope,
  { provider, deliveryId, eventName, event }: Delivery,
  applications: readonly Pick<WebhookApplication, 'id'>[],
): Promise<Held> {
  const { db, organizationId } = scope;
  const workloadIds = applications.map((application) => application.id);
  const held = await db.receivedWebhook.findFirst({
    where: { provider, deliveryId, workloadIds: { equals: workloadIds } },
    select: { id: true, receivedAt: true },
  });
  if (held) return held;
  return db.receivedWebhook.create({
    data: {
      organizationId,
      provider,
      deliveryId,
      event: eventName,
      content: contentOf(event),
      workloadIds,
      receivedAt: await databaseTime(scope.database.pool),
    },
    select: { id: true, receivedAt: true },
  });
}

/** Drop a delivery that was handled. */
export async function forget({ db }: Pick<OrganizationScope, 'db'>, id: number): Promise<void> {
  await db.receivedWebhook.deleteMany({ where: { id } });
}
