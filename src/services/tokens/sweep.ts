import type { Services } from '../context';
import { pruneKeys } from './prune';
import { warnOfExpiringKeys } from './warn-expiring';

/** What happens to keys by the passing of time alone. */
export async function sweepKeys(services: Services): Promise<void> {
  await warnOfExpiringKeys(services);
  await pruneKeys(services);
}
