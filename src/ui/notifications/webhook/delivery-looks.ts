import {
  everyNotificationEvent,
  type NotificationEvent,
  notificationEvents,
} from '../../../domain/notification';
import type { NotificationDeliveryStatus } from '../../../domain/notification-delivery';
import type { Tone } from '../../primitives/badge';

/** Label and colour for each status of a delivery. */
export const deliveryLooks: Readonly<Record<NotificationDeliveryStatus, { label: string; tone: Tone }>> = {
  pending: { label: 'Pending', tone: 'busy' },
  delivered: { label: 'Delivered', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
};

/** Events that are delivered, with their titles. */
export const deliveredEvents: readonly (readonly [event: string, title: string])[] = [
  ...everyNotificationEvent
    .filter((event) => !('isNeverSent' in notificationEvents[event]))
    .map((event) => [event, notificationEvents[event].label] as const),
  ['test', 'Test message'],
];

export function eventTitle(event: string): string {
  return new Map(deliveredEvents).get(event) ?? event;
}

/** Whether a text is an event by which the log can be filtered. */
export function isDeliveredEvent(event: string | null): event is NotificationEvent | 'test' {
  return deliveredEvents.some(([each]) => each === event);
}
