import type { WebhookApplication } from '../../db/queries/webhook-applications';
import type { OrganizationScope } from '../context';
import { contentOf, type Delivery } from './ledger';

/** Hold a genuine delivery until it is handled, so that a crash does not lose it. @returns its id */
export async function remember(
  scope: OrganizationScope,
  { provider, deliveryId, eventName, event }: Delivery,
  applications: readonly Pick<WebhookApplication, 'id'>[],
): Promise<number> {
  const { id } = await scope.db.receivedWebhook.create({
    data: {
      organizationId: scope.organizationId,
      provider,
      deliveryId,
      event: eventName,
      content: contentOf(event),
      workloadIds: applications.map((application) => application.id),
      receivedAt: scope.clock.now(),
    },
  });
  return id;
}

/** Drop a delivery that was handled. */
export async function forget({ db }: Pick<OrganizationScope, 'db'>, id: number): Promise<void> {
  await db.receivedWebhook.deleteMany({ where: { id } });
}
