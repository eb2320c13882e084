import type { NotificationMessage } from '../message';

/**
 * Write a message as JSON: members of its own, which clients of Coolify read, and `type`, `timestamp` and `data` as the
 * Standard Webhooks specification recommends. The details of a message do not replace what it is.
 */
export function webhookBody({ event, isGood, title, text, url, at, details }: NotificationMessage): string {
  const own = { success: isGood, title, message: text, url };
  const data = { ...details, ...own };
  return JSON.stringify({ ...details, event, ...own, sent_at: at, type: event, timestamp: at, data });
}
