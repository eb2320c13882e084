import type { NotificationDelivery } from '../../../db/generated/client';
import type { OrganizationScope } from '../../context';
import { type Channel, required } from '../channel';
import { type RequestOutcome, requestEndpoint } from './request';
import { nextDelayMs } from './schedule';
import { secretsAt } from './secret';
import { signedHeaders } from './sign';

/** Longer than a request takes: after that its process has died. */
export const CLAIM_MS = 60_000;

export interface Attempt {
  outcome: RequestOutcome;
  /** Delay before the next attempt; null: there is none. */
  delayMs: number | null;
}

type ClaimedDelivery = Pick<
  NotificationDelivery,
  'id' | 'uuid' | 'event' | 'body' | 'retry' | 'attempts' | 'claimedUntil'
>;

/**
 * Make one attempt at a claimed delivery and record its outcome.
 * @returns null when it took so long that another process has claimed the delivery
 */
export async function attemptDelivery(
  scope: OrganizationScope,
  { settings, signing }: Channel<'webhook'>,
  delivery: ClaimedDelivery,
): Promise<Attempt | null> {
  const { id, uuid, body, event, retry } = delivery;
  const at = scope.clock.now();
  const outcome = await requestEndpoint(scope, {
    url: new URL(required(settings.webhookUrl, 'The webhook URL')),
    headers: signedHeaders({ id: uuid, at, body }, secretsAt(signing, at)),
    body,
  });
  const { error, status: responseStatus, durationMs, retryAfterMs, isGone } = outcome;
  const isFinal = error === null || isGone || event === 'test'; // the user who sent a test sees that it failed
  const delayMs = isFinal ? null : nextDelayMs(retry, retryAfterMs);
  const now = scope.clock.now();
  const number = delivery.attempts + 1;
  const isRecorded = await scope.db.$transaction(async (tx) => {
    const { count } = await tx.notificationDelivery.updateMany({
      where: { id, claimedUntil: delivery.claimedUntil },
      data: { claimedUntil: null },
    });
    if (count === 0) return false;
    await tx.notificationDelivery.update({
      where: { id },
      data: {
        status: statusOf(error, delayMs),
        retry: delayMs === null ? retry : retry + 1,
        attempts: number,
        nextAttemptAt: delayMs === null ? null : new Date(now.getTime() + delayMs),
        lastAttemptAt: at,
        responseStatus,
        durationMs,
        error,
        history: { create: { number, attemptedAt: at, responseStatus, durationMs, error } },
      },
    });
    return true;
  });
  return isRecorded ? { outcome, delayMs } : null;
}

function statusOf(error: string | null, delayMs: number | null) {
  if (error === null) return 'delivered';
  return delayMs === null ? 'failed' : 'pending';
}
