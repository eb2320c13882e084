import type { ProxyAccess } from './proxy-access';
import { runningRequests } from './switch-route';

const pollMs = 200;
/** A request that the proxy had accepted just before the switch may not be counted yet: zero must be seen this often. */
const quietPolls = 3;

/**
 * Waits until the old upstreams have no running request, at most `graceMs`.
 * @returns how many were still running at the end
 */
export async function drain(
  proxy: ProxyAccess,
  upstreams: readonly string[],
  graceMs: number,
  signal: AbortSignal,
): Promise<number> {
  let quiet = 0;
  for (let waited = 0; ; waited += pollMs) {
    const running = await runningRequests(proxy, upstreams);
    quiet = running === 0 ? quiet + 1 : 0;
    if (quiet >= quietPolls || waited >= graceMs) return running;
    await proxy.clock.sleep(pollMs, signal);
  }
}
