import type { Outputs } from '../trpc';

/** Whether a key that reads repositories opens servers as well: those should be two. */
export function opensServersToo(key: Outputs['privateKey']['get']): boolean {
  return key.is_used_for_servers === true && key.is_used_for_repositories === true;
}
