import type { z } from 'zod';
import type { NotificationChannel } from '../../domain/notification';
import { router } from '../authorize';
import { type ChannelDefinition, channelProcedures } from './channel-procedures';
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
} from './schema';

const channelRouter = <C extends NotificationChannel, I extends z.ZodType, O extends z.ZodType>(
  channel: C,
  words: ChannelDefinition<I, O>,
) => router(channelProcedures(channel, words));

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
