import type { Outputs } from '../trpc';

/** Whether a key is used for both repositories and servers, which should have separate keys. */
export function opensServersToo(key: Outputs['privateKey']['get']): boolean {
  return key.is_used_for_servers === true && key.is_used_for_repositories === true;
}
