import {
  everyNotificationEvent,
  type NotificationChannel,
  notificationEvents,
} from '../../domain/notification';
import { channels } from './channels';

export type ChannelValues = Record<string, string | boolean>;
export type ChannelData = Readonly<Record<string, unknown>>;

/** Switch of an event, by its wire name. */
export interface EventSwitch {
  name: string;
  label: string;
}

/** List the events that Gantry sends. */
export function eventsOf(channel: NotificationChannel): EventSwitch[] {
  return everyNotificationEvent
    .filter((event) => !('isNeverSent' in notificationEvents[event]))
    .map((event) => ({ name: `${event}_${channel}_notifications`, label: notificationEvents[event].label }));
}

/** Initial values of the form. */
export function valuesOf(channel: NotificationChannel, data: ChannelData): ChannelValues {
  const fields = channels[channel].fields.map(({ name, kind }) => {
    const value = data[name];
    if (kind === 'switch') return [name, value === true];
    if (kind === 'encryption') return [name, value ?? 'starttls'];
    return [name, value === null || value === undefined ? '' : String(value)];
  });
  const events = eventsOf(channel).map(({ name }) => [name, data[name] === true]);
  return Object.fromEntries([...fields, ...events]);
}

/** Convert the changed values to the wire format: number fields become numbers. */
export function changeOf(channel: NotificationChannel, changed: Readonly<Record<string, unknown>>) {
  const numbers = new Set(
    channels[channel].fields.flatMap(({ name, kind }) => (kind === 'number' ? [name] : [])),
  );
  return Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [
      name,
      numbers.has(name) && typeof value === 'string' ? Number(value) : value,
    ]),
  );
}
