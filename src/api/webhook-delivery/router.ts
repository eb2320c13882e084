import { z } from 'zod';
import { listApplicationDeliveries, listDeliveries } from '../../services/webhooks/list';
import { replayDelivery } from '../../services/webhooks/replay';
import { can, router } from '../authorize';
import { pathId } from '../wire/answers';
import { pageInput } from '../wire/row-page';
import { deliveriesWire, replayWire, toApplicationDeliveries, toDecision, toDeliveries } from './schema';

const tag = 'Webhook deliveries';

export const webhookDeliveryRouter = router({
  list: can('deployment:read', {
    rest: {
      method: 'GET',
      path: '/webhook-deliveries',
      status: 200,
      tag,
      summary: 'List webhook deliveries, newest first',
    },
    input: z.strictObject(pageInput),
    output: deliveriesWire,
  }).query(async ({ ctx, input: { cursor, limit } }) =>
    toDeliveries(await listDeliveries(ctx.scope, { before: cursor ?? null, limit })),
  ),

  listByApplication: can('deployment:read', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/webhook-deliveries',
      status: 200,
      tag,
      summary: 'List webhook deliveries for an application, newest first',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ uuid: pathId, ...pageInput }),
    output: deliveriesWire,
  }).query(async ({ ctx, input: { uuid, cursor, limit } }) => {
    const page = { before: cursor ?? null, limit };
    return toApplicationDeliveries(await listApplicationDeliveries(ctx.scope, uuid, page));
  }),

  replay: can('application:deploy', {
    rest: {
      method: 'POST',
      path: '/webhook-deliveries/{uuid}/replay',
      status: 201,
      tag,
      summary: 'Replay a delivery as a new one',
      bodyOptional: true,
    },
    input: z.strictObject({ uuid: pathId }),
    output: replayWire,
    audit: 'webhook_delivery',
  }).mutation(async ({ ctx, input }) => {
    const { uuid, decisions } = await replayDelivery(ctx.scope, input.uuid);
    return { uuid, results: decisions.map(toDecision) };
  }),
});
