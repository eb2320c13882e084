import { z } from 'zod';
import type { NotificationChannel } from '../../domain/notification';
import type { Scope } from '../../services/context';
import { getChannel } from '../../services/notifications/channel';
import { sendTestNotification } from '../../services/notifications/send';
import { updateChannel } from '../../services/notifications/update';
import { can } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { toChannelChange, toChannelWire } from './schema';

export const tag = 'Notifications';
export const audit = 'notification';

export interface ChannelDefinition<I extends z.ZodType, O extends z.ZodType> {
  title: string;
  input: I;
  output: O;
}

/** Change a channel as the input says. */
export async function changeChannel<C extends NotificationChannel>(scope: Scope, channel: C, input: unknown) {
  const before = await getChannel(scope, channel);
  const fields = input as Readonly<Record<string, unknown>>; // every input here is an object
  return updateChannel(scope, channel, toChannelChange(channel, fields, before));
}

/** The procedures of one channel. */
export function channelProcedures<C extends NotificationChannel, I extends z.ZodType, O extends z.ZodType>(
  channel: C,
  { title, input, output }: ChannelDefinition<I, O>,
) {
  const path = `/notifications/${channel}` as const;
  const answer = async (scope: Scope) => {
    const record = toChannelWire(scope, channel, await getChannel(scope, channel));
    return record as never; // `O` is open here; the schema of this channel checks the members
  };
  return {
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
      await changeChannel(ctx.scope, channel, change);
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
  };
}
