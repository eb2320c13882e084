import { z } from 'zod';
import { getDelivery, listDeliveries } from '../../services/notifications/webhook/list';
import { resendDelivery } from '../../services/notifications/webhook/resend';
import { can, router } from '../authorize';
import { pathId } from '../wire/answers';
import { audit, tag } from './channel-procedures';
import {
  deliveriesInput,
  deliveriesWire,
  deliveryWithAttemptsWire,
  toDeliveries,
  toDeliveryWithAttempts,
} from './delivery-schema';

const path = '/notifications/webhook/deliveries';

/** What the webhook of the organization was sent. */
export const notificationDeliveryRouter = router({
  list: can('notification:read', {
    rest: {
      method: 'GET',
      path,
      status: 200,
      tag,
      summary: 'List deliveries to the webhook, newest first',
    },
    input: z.strictObject(deliveriesInput),
    output: deliveriesWire,
  }).query(async ({ ctx, input: { cursor, ...filter } }) =>
    toDeliveries(await listDeliveries(ctx.scope, { ...filter, before: cursor ?? null })),
  ),

  get: can('notification:read', {
    rest: {
      method: 'GET',
      path: `${path}/{delivery_uuid}`,
      status: 200,
      tag,
      summary: 'Get a delivery to the webhook, with its attempts',
    },
    input: z.strictObject({ delivery_uuid: pathId }),
    output: deliveryWithAttemptsWire,
  }).query(async ({ ctx, input }) =>
    toDeliveryWithAttempts(await getDelivery(ctx.scope, input.delivery_uuid)),
  ),

  resend: can('notification:update', {
    rest: {
      method: 'POST',
      path: `${path}/{delivery_uuid}/resend`,
      status: 200,
      tag,
      summary: 'Send a delivery to the webhook again, with the same id',
      bodyOptional: true,
    },
    input: z.strictObject({ delivery_uuid: pathId }),
    output: deliveryWithAttemptsWire,
    audit,
  }).mutation(async ({ ctx, input }) =>
    toDeliveryWithAttempts(await resendDelivery(ctx.scope, input.delivery_uuid)),
  ),
});
