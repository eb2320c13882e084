import { z } from 'zod';
import type { NotificationDelivery } from '../../db/generated/client';
import { everyNotificationEvent } from '../../domain/notification';
import { notificationDeliveryStatuses } from '../../domain/notification-delivery';
import { sensitive } from '../../domain/sensitive';
import type { DeliveryPage, DeliveryWithAttempts } from '../../services/notifications/webhook/list';
import { pageInput } from '../wire/row-page';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const deliveriesInput = {
  status: z.enum(notificationDeliveryStatuses).optional(),
  event: z.enum([...everyNotificationEvent, 'test']).optional(),
  ...pageInput,
};

const lastAttempt = {
  response_status: z.int().nullable(),
  duration_ms: z.int().nullable(),
  error: z.string().nullable().meta({
    description: 'Why it was not delivered; null: it was, or was not sent yet.',
    example: 'The endpoint responded with status 503.',
  }),
};

const deliveryFields = {
  uuid: z.string(),
  event: z.string().meta({ description: 'Event that it tells of.', example: 'deployment_failure' }),
  status: z.enum(notificationDeliveryStatuses),
  attempts: z.int().meta({ description: 'How often it was sent.' }),
  created_at: timestamp,
  last_attempt_at: timestamp.nullable(),
  next_attempt_at: timestamp.nullable(),
  ...lastAttempt,
  /** Marked: it names objects of all projects. */
  payload: sensitive(z.string()),
};

const deliveryWire = z.object(deliveryFields).meta({ id: 'NotificationDelivery' });

export const deliveriesWire = z
  .object({ deliveries: z.array(deliveryWire), next_cursor: z.string().nullable() })
  .meta({ id: 'NotificationDeliveryPage' });

const attemptWire = z
  .object({
    number: z.int().meta({ description: 'Place among the attempts, from 1.' }),
    attempted_at: timestamp,
    ...lastAttempt,
    duration_ms: z.int(),
  })
  .meta({ id: 'NotificationAttempt' });

export const deliveryWithAttemptsWire = z
  .object({
    ...deliveryFields,
    history: z.array(attemptWire).meta({ description: 'Attempts, newest first.' }),
  })
  .meta({ id: 'NotificationDeliveryWithAttempts' });

export function toDeliveries({ deliveries, next }: DeliveryPage): z.infer<typeof deliveriesWire> {
  return { deliveries: deliveries.map(toDelivery), next_cursor: next === null ? null : String(next) };
}

export function toDeliveryWithAttempts(
  delivery: DeliveryWithAttempts,
): z.infer<typeof deliveryWithAttemptsWire> {
  const history = delivery.history.map(({ number, attemptedAt, responseStatus, durationMs, error }) => ({
    number,
    attempted_at: toTimestamp(attemptedAt),
    response_status: responseStatus,
    duration_ms: durationMs,
    error,
  }));
  return { ...toDelivery(delivery), history };
}

function toDelivery(row: NotificationDelivery): z.infer<typeof deliveryWire> {
  return {
    uuid: row.uuid,
    event: row.event,
    status: notificationDeliveryStatuses.find((status) => status === row.status) ?? 'failed',
    attempts: row.attempts,
    created_at: toTimestamp(row.createdAt),
    last_attempt_at: row.lastAttemptAt && toTimestamp(row.lastAttemptAt),
    next_attempt_at: row.nextAttemptAt && toTimestamp(row.nextAttemptAt),
    response_status: row.responseStatus,
    duration_ms: row.durationMs,
    error: row.error,
    payload: row.body,
  };
}
