import type { Services } from '../context';
import { pruneKeys } from './prune';
import { warnOfExpiringKeys } from './warn-expiring';

/** Warn of expiring keys, and delete those that ended long ago. */
export async function sweepKeys(services: Services): Promise<void> {
  await warnOfExpiringKeys(services);
  await pruneKeys(services);
}
