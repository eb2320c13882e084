import type { OrganizationScope } from '../context';
import type { NewNotification } from '../notifications/message';
import { notify } from '../notifications/notify';

export interface MissedRun extends Pick<NewNotification, 'event' | 'path' | 'details'> {
  /** The start of a sentence: "Cleanup of server alpha". */
  what: string;
  /** What has the schedule. */
  uuid: string;
  reason: string;
}

/** Notify an organization that a scheduled run did not happen. */
export async function notifyMissed(
  scope: OrganizationScope,
  { what, uuid, reason, ...message }: MissedRun,
): Promise<void> {
  scope.log.warn({ schedule: uuid, event: message.event, reason }, 'scheduled run missed');
  await notify(scope, {
    ...message,
    isGood: false,
    title: `${what} was missed`,
    text: reason,
    id: `${uuid} ${scope.clock.now().toISOString()}`,
  });
}
