import type { NotificationAttempt, NotificationDelivery } from '../../../db/generated/client';
import { notFound } from '../../../domain/error';
import { requirePublicId } from '../../../domain/id';
import type { NotificationDeliveryStatus } from '../../../domain/notification-delivery';
import type { Scope } from '../../context';

export const DELIVERY = 'Delivery';

/** Attempts of a delivery that are shown: only resends lead to more. */
const MOST_ATTEMPTS = 50;

export interface DeliveryFilter {
  status?: NotificationDeliveryStatus;
  event?: string;
  /** Position in the log of the last delivery of the previous page. */
  before: number | null;
  limit: number;
}

export interface DeliveryPage {
  deliveries: NotificationDelivery[];
  /** Position to continue at; null: these are the last. */
  next: number | null;
}

export type DeliveryWithAttempts = NotificationDelivery & { history: NotificationAttempt[] };

/** List what the webhook of the organization was sent, newest first. */
export async function listDeliveries(
  { db }: Scope,
  { status, event, before, limit }: DeliveryFilter,
): Promise<DeliveryPage> {
  const rows = await db.notificationDelivery.findMany({
    where: {
      ...(status !== undefined && { status }),
      ...(event !== undefined && { event }),
      ...(before !== null && { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const deliveries = rows.slice(0, limit);
  return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}

/** Get a delivery with its attempts, newest first. @throws AppError 404 */
export async function getDelivery({ db }: Scope, uuid: string): Promise<DeliveryWithAttempts> {
  requirePublicId(uuid, DELIVERY);
  const found = await db.notificationDelivery.findUnique({
    where: { uuid },
    include: { history: { orderBy: { number: 'desc' }, take: MOST_ATTEMPTS } },
  });
  if (!found) throw notFound(DELIVERY);
  return found;
}
