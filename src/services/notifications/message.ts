import { z } from 'zod';
import { everyNotificationEvent } from '../../domain/notification';

/** One message to all channels. It names things and says what became of them; it never holds a secret or a log. */
export const notificationMessage = z.object({
  event: z.enum([...everyNotificationEvent, 'test']),
  isGood: z.boolean(),
  /** One line. */
  title: z.string(),
  text: z.string(),
  /** Address in the console. */
  url: z.string(),
  at: z.string(),
  /** What programs read: uuids and names, by the words of the wire. */
  details: z.record(z.string(), z.string()),
});

export type NotificationMessage = z.output<typeof notificationMessage>;

/** A message as services write it. */
export interface NewNotification extends Omit<NotificationMessage, 'url' | 'at' | 'event'> {
  event: Exclude<NotificationMessage['event'], 'test'>;
  /** Path in the console. */
  path: string;
  /** What makes it one of its kind: the same again replaces one that waits. */
  id: string;
}
