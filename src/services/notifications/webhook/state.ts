import { FAILING_DAYS } from '../../../domain/notification-delivery';
import type { OrganizationScope } from '../../context';
import type { RequestOutcome } from './request';
import { switchOff } from './switch-off';

const DAY_MS = 86_400_000;

/**
 * Attempts at one delivery, which take more than half an hour, before its failure may switch off the endpoint: a single
 * failed request after a quiet week proves nothing.
 */
const MIN_ATTEMPTS = 4;

/** Record what an attempt says about the endpoint, and switch it off if it is gone or has failed for days. */
export async function noteOutcome(
  scope: OrganizationScope,
  url: string | null,
  { error, isGone }: RequestOutcome,
  attempts: number,
): Promise<void> {
  const { db, clock } = scope;
  const now = clock.now();
  const where = { channel: 'webhook' };
  if (error === null) {
    const data = { lastDeliveredAt: now, lastFailure: null, failingSince: null };
    await db.notificationChannel.updateMany({ where, data });
    return;
  }
  await db.notificationChannel.updateMany({ where, data: { lastFailure: error } });
  await db.notificationChannel.updateMany({
    where: { ...where, failingSince: null },
    data: { failingSince: now },
  });
  if (isGone) return switchOff(scope, url, 'It responded with status 410: it wants no more deliveries.');
  if (attempts < MIN_ATTEMPTS) return;
  const failingBefore = new Date(now.getTime() - FAILING_DAYS * DAY_MS);
  const failing = await db.notificationChannel.count({
    where: { ...where, failingSince: { lte: failingBefore } },
  });
  if (failing > 0)
    await switchOff(scope, url, `Every delivery has failed for ${FAILING_DAYS} days. ${error}`);
}
