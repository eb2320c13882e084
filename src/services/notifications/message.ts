import { z } from 'zod';
import { everyNotificationEvent } from '../../domain/notification';

/** One message to all channels. It names objects and their outcome; it never holds a secret or a log. */
export const notificationMessage = z.object({
  event: z.enum([...everyNotificationEvent, 'test']),
  isGood: z.boolean(),
  /** One line. */
  title: z.string(),
  text: z.string(),
  /** Address in the console. */
  url: z.string(),
  at: z.string(),
  /** For programs: uuids and names, by wire name. */
  details: z.record(z.string(), z.string()),
});

export type NotificationMessage = z.output<typeof notificationMessage>;

/** A message as services write it. */
export interface NewNotification extends Omit<NotificationMessage, 'url' | 'at' | 'event'> {
  event: Exclude<NotificationMessage['event'], 'test'>;
  /** Path in the console. */
  path: string;
  /** Identifies the message: a later one with the same id replaces one that is queued. */
  id: string;
}
