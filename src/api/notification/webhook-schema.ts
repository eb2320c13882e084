import { z } from 'zod';
import type { Scope } from '../../services/context';
import type { Channel } from '../../services/notifications/channel';
import { rotationEnd } from '../../services/notifications/webhook/secret';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { channelFields } from './fields';
import { common, inputOf, secretText, switchesOf, toChannelWire } from './schema';

const webhookFields = {
  ...common,
  ...switchesOf('webhook'),
  webhook_enabled: z.boolean(),
  webhook_url: secretText,
  is_signed: z.boolean(),
  rotation_ends_at: timestamp.nullable(),
  disabled_at: timestamp.nullable(),
  disabled_reason: z.string().nullable(),
};

export const webhookWire = wireObject(webhookFields).meta({ id: 'WebhookNotifications' });

/** The answer to a change, which may have created the secret. */
export const changedWebhookWire = wireObject({
  ...webhookFields,
  signing_secret: z.string().nullable().meta({
    description:
      'Secret that signs deliveries, if this change created it, which the first URL does. Shown only once.',
  }),
}).meta({ id: 'ChangedWebhookNotifications' });

export const rotatedWire = z
  .object({
    signing_secret: z.string().meta({ description: 'The new secret. Shown only once.' }),
    rotation_ends_at: timestamp.nullable(),
  })
  .meta({ id: 'RotatedWebhookSecret' });

export const webhookInput = inputOf('webhook', channelFields.webhook);

export function toWebhookWire(scope: Scope, channel: Channel<'webhook'>): z.infer<typeof webhookWire> {
  const rotationEndsAt = rotationEnd(channel.signing, scope.clock.now());
  const own = {
    is_signed: channel.signing !== null,
    rotation_ends_at: rotationEndsAt && toTimestamp(rotationEndsAt),
    disabled_at: channel.disabledAt && toTimestamp(channel.disabledAt),
    disabled_reason: channel.disabledReason,
  };
  return webhookWire.parse({ ...toChannelWire(scope, 'webhook', channel), ...own });
}
