import { listWebhookApplications } from '../../db/queries/webhook-applications';
import { AppError, notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { WebhookEvent } from '../../domain/webhook/event';
import { newUuid } from '../../lib/random';
import { requireObjects } from '../authorization/require-object';
import type { Scope } from '../context';
import { deal } from './deal';
import type { Decision } from './deploy';

const KIND = 'Webhook delivery';

/**
 * Handle a delivery again, as a new one, for its applications with their current settings.
 * @returns the uuid of the new delivery, and its result
 * @throws AppError 404 · bad_request when its content was not stored · forbidden when the caller may not deploy one of
 *   the applications; then none is deployed
 */
export async function replayDelivery(
  scope: Scope,
  uuid: string,
): Promise<{ uuid: string; decisions: Decision[] }> {
  requirePublicId(uuid, KIND);
  const found = await scope.db.webhookDelivery.findUnique({ where: { uuid } });
  if (!found) throw notFound(KIND);
  const about = await scope.db.webhookDecision.findMany({
    where: { deliveryId: found.id },
    select: { workloadId: true },
  });
  if (about.length === 0 && scope.principal.role !== 'owner') throw notFound(KIND);
  if (found.content === null)
    throw new AppError('bad_request', 'This delivery cannot be replayed: its content was not kept.');
  const ids = about.map(({ workloadId }) => workloadId);
  const applications = await listWebhookApplications(scope.database.pool, scope.organizationId, ids);
  const named = applications.map((application) => ({ type: 'application' as const, uuid: application.uuid }));
  await requireObjects(scope, 'application:deploy', named);
  const { provider, event: eventName } = found;
  const deliveryId = `replay-${newUuid()}`;
  const event = found.content as unknown as WebhookEvent; // written only by the ledger, from such an event
  const delivery = { provider, deliveryId, eventName, event, isReplay: true };
  const decisions = await deal(scope, delivery, applications, null);
  const made = await scope.db.webhookDelivery.findFirstOrThrow({ where: { deliveryId } });
  scope.notes.targetUuid = made.uuid;
  return { uuid: made.uuid, decisions };
}
