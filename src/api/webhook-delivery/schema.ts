import { z } from 'zod';
import { forges } from '../../domain/forge';
import { decisionStatuses, deliveryStatuses } from '../../domain/webhook/delivery';
import type { Decision } from '../../services/webhooks/deploy';
import type { DeliveryList, DeliveryRow } from '../../services/webhooks/list';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const decisionWire = z
  .object({
    application_uuid: z.string(),
    application: z.string(),
    status: z.enum(decisionStatuses),
    message: z.string(),
    deployment_uuid: z.string().nullable(),
  })
  .meta({ id: 'WebhookDecision' });

const deliveryWire = z
  .object({
    uuid: z.string(),
    provider: z.enum(forges),
    /** Id that the forge gave the delivery. */
    delivery_id: z.string(),
    event: z.string(),
    repository: z.string().nullable(),
    ref: z.string().nullable(),
    commit: z.string().nullable(),
    status: z.enum(deliveryStatuses),
    reason: z.string().meta({ example: 'Whether a deployment was queued.' }),
    received_at: timestamp,
    is_replayable: z.boolean(),
    results: z.array(decisionWire),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveriesWire = z
  .object({
    deliveries: z.array(deliveryWire),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'WebhookDeliveryPage' });

export const replayWire = z
  .object({ uuid: z.string(), results: z.array(decisionWire) })
  .meta({ id: 'WebhookReplay' });

export function toDeliveries({ deliveries, next }: DeliveryList): z.infer<typeof deliveriesWire> {
  return { deliveries: deliveries.map(toDelivery), next_cursor: next === null ? null : String(next) };
}

/** Convert the deliveries to one application, with the status and the reason that apply to it. */
export function toApplicationDeliveries(list: DeliveryList): z.infer<typeof deliveriesWire> {
  const { deliveries, next_cursor } = toDeliveries(list);
  return {
    next_cursor,
    deliveries: deliveries.map((delivery) => {
      const [own] = delivery.results;
      if (!own) return delivery;
      const isWhole = delivery.status === 'refused' || delivery.status === 'duplicate';
      return { ...delivery, status: isWhole ? delivery.status : own.status, reason: own.message };
    }),
  };
}

function toDelivery(row: DeliveryRow): z.infer<typeof deliveryWire> {
  return {
    uuid: row.uuid,
    provider: forges.find((provider) => provider === row.provider) ?? 'github',
    delivery_id: row.deliveryId,
    event: row.event,
    repository: row.repository,
    ref: row.ref,
    commit: row.commit,
    status: deliveryStatuses.find((status) => status === row.status) ?? 'skipped',
    reason: row.reason,
    received_at: toTimestamp(row.receivedAt),
    is_replayable: row.isReplayable,
    results: (row.decisions ?? []).map((decision) => ({
      application_uuid: decision.applicationUuid,
      application: decision.applicationName,
      status: decisionStatuses.find((status) => status === decision.status) ?? 'skipped',
      message: decision.message,
      deployment_uuid: decision.deploymentUuid,
    })),
  };
}

export function toDecision({ application, status, message, deploymentUuid }: Decision) {
  return {
    application_uuid: application.uuid,
    application: application.name,
    status,
    message,
    deployment_uuid: deploymentUuid,
  };
}
