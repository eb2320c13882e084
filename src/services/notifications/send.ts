import { AppError } from '../../domain/error';
import { type NotificationChannel, notificationChannels } from '../../domain/notification';
import type { JobPayload } from '../../queue/jobs';
import { changed } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import { type Channel, getChannel } from './channel';
import type { ChannelSettings } from './channel-settings';
import { type NotificationMessage, notificationMessage } from './message';
import { post } from './post';
import { messageRequests } from './requests';
import { recipientsOf, sendEmail } from './send-email';
import { deliverToWebhook } from './webhook/record';
import { deliverTest } from './webhook/test';

/** Age after which a message is no longer news. */
const MAX_AGE_MS = 24 * 3_600_000;

/** Names of the services, as refusals spell them. */
const titles: Readonly<Record<Exclude<NotificationChannel, 'webhook'>, string>> = {
  email: 'The mail server',
  discord: 'Discord',
  slack: 'Slack',
  telegram: 'Telegram',
  pushover: 'Pushover',
};

/** Run the job `notification.send`. Temporary failures are thrown, so that the queue retries with growing delays. */
export async function sendQueuedNotification(
  scope: OrganizationScope,
  { channel: name, message, recipient }: JobPayload<'notification.send'>,
): Promise<void> {
  const channel = notificationChannels.find((each) => each === name);
  if (!channel) throw new AppError('internal', `This version of Gantry does not know the channel ${name}.`);
  const parsed = notificationMessage.parse(message);
  const found = await getChannel(scope, channel);
  if (!found.isEnabled) return; // switched off since
  if (channel === 'webhook') return deliverToWebhook(scope, parsed); // queued by an earlier version
  if (scope.clock.now().getTime() - Date.parse(parsed.at) > MAX_AGE_MS)
    return note(scope, channel, 'A message could not be delivered for a day and was discarded.');
  if (channel === 'email' && recipient === undefined) return fanOut(scope, parsed);
  try {
    await deliverTo(scope, channel, found, parsed, recipient);
    await note(scope, channel, null);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    await note(scope, channel, error.message);
    if (error.code === 'unavailable') throw error;
    scope.log.warn({ channel, event: parsed.event, error: error.message }, 'notification refused');
  }
}

/** Send a message while the caller waits, so that the caller sees the outcome. @throws AppError */
export async function sendTestNotification(scope: Scope, channel: NotificationChannel): Promise<void> {
  const { installation, clock, principal } = scope;
  const message: NotificationMessage = {
    event: 'test',
    isGood: true,
    title: 'A test message from Gantry',
    text: `${principal.user.name} requested this test. Notifications for ${principal.organization.name} will arrive here.`,
    url: `${installation.publicUrl}/organization/notifications`,
    at: clock.now().toISOString(),
    details: {},
  };
  if (channel === 'webhook') return deliverTest(scope, message);
  const found = await getChannel(scope, channel);
  if (channel === 'email') {
    const settings = found.settings as ChannelSettings<'email'>; // those of this channel
    for (const recipient of await recipientsOf(scope, settings))
      await deliverTo(scope, channel, found, message, recipient);
  } else await deliverTo(scope, channel, found, message, undefined);
  await note(scope, channel, null);
}

/** Queue one job per address, so that a failed one is retried without the others. */
async function fanOut(scope: OrganizationScope, message: NotificationMessage): Promise<void> {
  const { settings } = await getChannel(scope, 'email');
  const { organizationId, queue } = scope;
  for (const recipient of await recipientsOf(scope, settings))
    await queue.enqueue(
      'notification.send',
      { organizationId, channel: 'email', message, recipient },
      { key: `notification ${organizationId} ${message.event} ${message.at} ${message.title} ${recipient}` },
    );
}

async function deliverTo<C extends Exclude<NotificationChannel, 'webhook'>>(
  scope: OrganizationScope,
  channel: C,
  { settings }: Channel<C>,
  message: NotificationMessage,
  recipient: string | undefined,
): Promise<void> {
  if (channel === 'email') {
    const email = settings as ChannelSettings<'email'>; // those of this channel
    return sendEmail(scope, email, recipient ?? '', message);
  }
  // One function per channel, for that channel's settings: TypeScript does not follow the pair through the table.
  const write = messageRequests[channel as Exclude<C, 'email'>] as (
    settings: ChannelSettings<C>,
    message: NotificationMessage,
  ) => Parameters<typeof post>[1];
  await post(scope, write(settings, message), titles[channel]);
}

/** Record the outcome of the last message, for the channel's settings page. */
async function note(scope: OrganizationScope, channel: string, failure: string | null): Promise<void> {
  const delivered = failure === null ? { lastDeliveredAt: scope.clock.now() } : {};
  await scope.db.notificationChannel.updateMany({
    where: { channel },
    data: { lastFailure: failure, ...delivered },
  });
  await changed(scope, 'notification', channel);
}
