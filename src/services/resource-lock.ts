import { takeLock } from '../db/named-lock';
import type { Services } from './context';

/** Serialize conditional writes to a resource. @returns function that releases the lock */
export function lockResource(
  { database }: Pick<Services, 'database'>,
  organizationId: string,
  resource: string,
): Promise<() => Promise<void>> {
  return takeLock(database.pool, `gantry resource ${organizationId} ${resource}`);
}
