import { takeLock } from '../db/named-lock';
import type { Services } from './context';

/** Takes turns with everybody who writes the same resource on a condition. @returns the way to let the next one in */
export function lockResource(
  { database }: Pick<Services, 'database'>,
  organizationId: string,
  resource: string,
): Promise<() => Promise<void>> {
  return takeLock(database.pool, `gantry resource ${organizationId} ${resource}`);
}
