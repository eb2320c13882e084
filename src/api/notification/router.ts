import { z } from 'zod';
import type { NotificationChannel } from '../../domain/notification';
import type { Scope } from '../../services/context';
import { getChannel } from '../../services/notifications/channel';
import { sendTestNotification } from '../../services/notifications/send';
import { updateChannel } from '../../services/notifications/update';
import { can, router } from '../authorize';
import { messageAnswer } from '../wire/answers';
import {
  discordInput,
  discordWire,
  emailInput,
  emailWire,
  pushoverInput,
  pushoverWire,
  slackInput,
  slackWire,
  telegramInput,
  telegramWire,
  toChannelChange,
  toChannelWire,
  webhookInput,
  webhookWire,
} from './schema';

const tag = 'Notifications';
const audit = 'notification';

/** The procedures of one channel. */
function channelRouter<C extends NotificationChannel, I extends z.ZodType, O extends z.ZodType>(
  channel: C,
  { title, input, output }: { title: string; input: I; output: O },
) {
  const path = `/notifications/${channel}` as const;
  const answer = async (scope: Scope) => {
    const record = toChannelWire(scope, channel, await getChannel(scope, channel));
    return record as never; // `O` is open here; the schema of this channel checks the members
  };
  return router({
    get: can('notification:read', {
      rest: { method: 'GET', path, status: 200, tag, summary: `Get the ${title} notification settings` },
      input: z.strictObject({}),
      output,
    }).query(({ ctx }) => answer(ctx.scope)),

    update: can('notification:update', {
      rest: { method: 'PATCH', path, status: 200, tag, summary: `Change the ${title} notification settings` },
      input,
      output,
      audit,
    }).mutation(async ({ ctx, input: change }) => {
      const before = await getChannel(ctx.scope, channel);
      const fields = change as Readonly<Record<string, unknown>>; // every input here is an object
      await updateChannel(ctx.scope, channel, toChannelChange(channel, fields, before));
      return answer(ctx.scope);
    }),

    test: can('notification:update', {
      rest: {
        method: 'POST',
        path: `${path}/test`,
        status: 200,
        tag,
        summary: `Send a test message with ${title}`,
        bodyOptional: true,
      },
      input: z.strictObject({}),
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx }) => {
      await sendTestNotification(ctx.scope, channel);
      return { message: 'The test message was delivered.' };
    }),
  });
}

export const emailNotificationRouter = channelRouter('email', {
  title: 'e-mail',
  input: emailInput,
  output: emailWire,
});
export const discordNotificationRouter = channelRouter('discord', {
  title: 'Discord',
  input: discordInput,
  output: discordWire,
});
export const slackNotificationRouter = channelRouter('slack', {
  title: 'Slack',
  input: slackInput,
  output: slackWire,
});
export const telegramNotificationRouter = channelRouter('telegram', {
  title: 'Telegram',
  input: telegramInput,
  output: telegramWire,
});
export const pushoverNotificationRouter = channelRouter('pushover', {
  title: 'Pushover',
  input: pushoverInput,
  output: pushoverWire,
});
export const webhookNotificationRouter = channelRouter('webhook', {
  title: 'webhook',
  input: webhookInput,
  output: webhookWire,
});
