import { z } from 'zod';
import { getChannel } from '../../services/notifications/channel';
import { rotateSecret } from '../../services/notifications/webhook/rotate';
import { can, router } from '../authorize';
import { toTimestamp } from '../wire/timestamp';
import { audit, changeChannel, channelProcedures, tag } from './channel-procedures';
import { changedWebhookWire, rotatedWire, toWebhookWire, webhookInput, webhookWire } from './webhook-schema';

const path = '/notifications/webhook';

/** The webhook: a channel whose requests are signed. */
export const webhookNotificationRouter = router({
  ...channelProcedures('webhook', { title: 'webhook', input: webhookInput, output: webhookWire }),

  get: can('notification:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'Get the webhook notification settings' },
    input: z.strictObject({}),
    output: webhookWire,
  }).query(async ({ ctx: { scope } }) => toWebhookWire(scope, await getChannel(scope, 'webhook'))),

  update: can('notification:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Change the webhook notification settings' },
    input: webhookInput,
    output: changedWebhookWire,
    audit,
  }).mutation(async ({ ctx: { scope }, input }) => {
    const created = await changeChannel(scope, 'webhook', input);
    const webhook = toWebhookWire(scope, await getChannel(scope, 'webhook'));
    return { ...webhook, signing_secret: created?.reveal() ?? null };
  }),

  rotateSecret: can('notification:update', {
    rest: {
      method: 'POST',
      path: `${path}/rotate-secret`,
      status: 200,
      tag,
      summary: 'Replace the secret that signs deliveries to the webhook',
      bodyOptional: true,
    },
    input: z.strictObject({
      revoke_previous: z
        .boolean()
        .default(false)
        .meta({ description: 'Whether the previous secret ends now, instead of signing for another day.' }),
    }),
    output: rotatedWire,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { secret, previousUntil } = await rotateSecret(ctx.scope, {
      isPreviousKept: !input.revoke_previous,
    });
    return {
      signing_secret: secret.reveal(),
      rotation_ends_at: previousUntil && toTimestamp(previousUntil),
    };
  }),
});
