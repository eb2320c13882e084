import { takeLock } from '../db/named-lock';
import type { Services } from './context';

/** Take turns with all writers of the same resource on a condition. @returns the way to let the next one in */
export function lockResource(
  { database }: Pick<Services, 'database'>,
  organizationId: string,
  resource: string,
): Promise<() => Promise<void>> {
  return takeLock(database.pool, `gantry resource ${organizationId} ${resource}`);
}
