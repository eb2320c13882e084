import type { ChangeEvent } from '../../db/notify';

/**
 * Change feed kind for changed rights: `uuid` is the user's, `organizationId` that of the membership; empty text means
 * everyone. Database triggers announce it (see the migration "rights_events").
 */
export const rightsChangedKind = 'rights';

/** Whether a change of rights may concern a user in an organization. */
export function concerns(
  { organizationId, uuid }: ChangeEvent,
  holder: { userId: string; organizationId: string },
): boolean {
  if (uuid !== '') return uuid === holder.userId;
  return organizationId === '' || organizationId === holder.organizationId;
}
