import { AppError } from '../../domain/error';
import { defaultNotificationEvents, type NotificationChannel } from '../../domain/notification';
import type { OrganizationScope } from '../context';
import { type ChannelSettings, openSettings, readSettings } from './channel-settings';
import { openSigning, type Signing } from './webhook/secret';

/** A channel of an organization. */
export interface Channel<C extends NotificationChannel> {
  /** null: nothing was ever set. */
  id: number | null;
  isEnabled: boolean;
  settings: ChannelSettings<C>;
  events: readonly string[];
  lastDeliveredAt: Date | null;
  lastFailure: string | null;
  /** What signs the deliveries of the webhook; null: nothing, and for other channels. */
  signing: Signing | null;
  /** When Gantry switched the webhook off, and why; null: it did not. */
  disabledAt: Date | null;
  disabledReason: string | null;
  createdAt: Date | null;
  updatedAt: Date | null;
}

/** Get a channel of the organization, with defaults for what was never set. */
export async function getChannel<C extends NotificationChannel>(
  scope: OrganizationScope,
  channel: C,
): Promise<Channel<C>> {
  const row = await scope.db.notificationChannel.findUnique({ where: whereOf(scope, channel) });
  if (!row)
    return {
      id: null,
      isEnabled: false,
      settings: readSettings(channel, {}),
      events: defaultNotificationEvents,
      lastDeliveredAt: null,
      lastFailure: null,
      signing: null,
      disabledAt: null,
      disabledReason: null,
      createdAt: null,
      updatedAt: null,
    };
  const { sealer } = scope.database;
  const { settingsSealed, signingSealed, ...rest } = row;
  return {
    ...rest,
    settings: openSettings(sealer, channel, settingsSealed),
    signing: signingSealed && openSigning(sealer, signingSealed),
  };
}

export function whereOf({ organizationId }: Pick<OrganizationScope, 'organizationId'>, channel: string) {
  return { organizationId_channel: { organizationId, channel } };
}

/** @throws AppError conflict for a channel without a destination */
export function required(value: string | null, what: string): string {
  if (value === null) throw new AppError('conflict', `${what} is not set.`);
  return value;
}
