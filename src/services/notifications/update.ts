import { AppError, type FieldErrors } from '../../domain/error';
import {
  everyNotificationEvent,
  type NotificationChannel,
  type NotificationEvent,
} from '../../domain/notification';
import type { Secret } from '../../domain/secret';
import { changed } from '../changed';
import type { Scope } from '../context';
import { requireOutgoingHost, requireOutgoingUrl } from '../outgoing-address';
import { lockResource } from '../resource-lock';
import { type Channel, getChannel, whereOf } from './channel';
import { type ChannelSettings, sealSettings } from './channel-settings';
import { isSwitchedOn, missingSettings } from './complete';
import { newSigning, sealSigning } from './webhook/secret';

export interface ChannelChange<C extends NotificationChannel> {
  settings: Partial<ChannelSettings<C>>;
  /** Event → whether it is notified. */
  events: Partial<Record<NotificationEvent, boolean>>;
}

/** URLs that users name. */
const urls = ['discordWebhookUrl', 'slackWebhookUrl', 'webhookUrl'] as const;

/**
 * Change only what was sent of a channel.
 * @returns the secret that signs the deliveries of the webhook, if this change created it
 * @throws AppError 422 for an address that is not allowed, and for an enabled channel that lacks a required setting
 */
export async function updateChannel<C extends NotificationChannel>(
  scope: Scope,
  channel: C,
  change: ChannelChange<C>,
): Promise<Secret | null> {
  requireAddresses(scope, change.settings);
  let created: Secret | null = null;
  const unlock = await lockResource(scope, scope.organizationId, `notifications ${channel}`);
  try {
    const before = await getChannel(scope, channel);
    const settings = { ...before.settings, ...change.settings };
    const isEnabled = isSwitchedOn(channel, settings);
    const missing = isEnabled ? missingSettings(channel, settings) : [];
    if (missing.length > 0)
      throw new AppError('validation_failed', 'Validation failed.', { fields: required(missing) });
    const events = new Set(before.events);
    for (const [event, isOn] of Object.entries(change.events))
      isOn ? events.add(event) : events.delete(event);
    const endpoint = endpointChange(scope, before, { settings, isEnabled });
    created = endpoint.secret;
    const data = {
      ...endpoint.data,
      isEnabled,
      settingsSealed: sealSettings(scope.database.sealer, settings),
      events: [...events],
      updatedAt: scope.clock.now(),
    };
    const { organizationId } = scope;
    await scope.db.notificationChannel.upsert({
      where: whereOf(scope, channel),
      create: { ...data, organizationId, channel, createdAt: data.updatedAt },
      update: data,
    });
    scope.notes.changed(shown(before), shown({ isEnabled, settings, events: data.events }));
  } finally {
    await unlock();
  }
  await changed(scope, 'notification', channel);
  return created;
}

/**
 * What a change of its URL or switch means for the endpoint of the webhook: the secret belongs to the URL's receiver,
 * and a past failure to the endpoint as it was.
 */
function endpointChange<C extends NotificationChannel>(
  { database }: Scope,
  before: Channel<C>,
  { settings, isEnabled }: Pick<Channel<C>, 'settings' | 'isEnabled'>,
): { secret: Secret | null; data: object } {
  const urlOf = (of: object) => (of as { webhookUrl?: string | null }).webhookUrl ?? null; // only the webhook has it
  const url = urlOf(settings);
  const isOther = url !== urlOf(before.settings);
  const renewed = isOther || (isEnabled && !before.isEnabled);
  const cleared = renewed ? { failingSince: null, disabledAt: null, disabledReason: null } : {};
  if (!isOther || (url !== null && before.signing)) return { secret: null, data: cleared };
  if (url === null) return { secret: null, data: { ...cleared, signingSealed: null } };
  const signing = newSigning();
  const signingSealed = sealSigning(database.sealer, signing);
  return { secret: signing.current, data: { ...cleared, signingSealed } };
}

/** What the trail compares, under the names by which the marks of the answer hide it. */
function shown({ isEnabled, settings, events }: Shown): Record<string, unknown> {
  const { threads = {}, ...rest } = settings as { threads?: Record<string, string> }; // only Telegram has them
  const ofEvents = everyNotificationEvent.map((event) => [
    `telegram_notifications_${event}_thread_id`,
    threads[event] ?? null,
  ]);
  return { isEnabled, ...rest, ...Object.fromEntries(ofEvents), events: [...events].sort().join(', ') };
}

interface Shown {
  isEnabled: boolean;
  settings: object;
  events: readonly string[];
}

function requireAddresses({ installation }: Scope, settings: object): void {
  const given = settings as Readonly<Record<string, unknown>>; // the settings of one of the channels
  for (const name of urls) {
    const url = given[name];
    if (typeof url !== 'string') continue;
    requireOutgoingUrl(installation, wireName(name), url, { isPlainAllowed: true });
  }
  if (typeof given.smtpHost === 'string') requireOutgoingHost(installation, 'smtp_host', given.smtpHost);
}

function required(missing: readonly string[]): FieldErrors {
  return Object.fromEntries(missing.map((name) => [wireName(name), ['Required while the channel is on.']]));
}

function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
