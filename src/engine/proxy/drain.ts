import { proxyOf } from './kinds';
import type { ProxyAccess } from './model/access';

const pollMs = 200;
/** Consecutive polls that must see zero: a request accepted just before the switch may not be counted yet. */
const quietPolls = 3;

/**
 * Wait until no request runs on the old upstreams, at most `graceMs`.
 * @returns the number still running at the end
 */
export async function drain(
  proxy: ProxyAccess,
  upstreams: readonly string[],
  graceMs: number,
  signal: AbortSignal,
): Promise<number> {
  let quiet = 0;
  for (let waited = 0; ; waited += pollMs) {
    const running = await proxyOf(proxy).countRunning(proxy, upstreams);
    quiet = running === 0 ? quiet + 1 : 0;
    if (quiet >= quietPolls || waited >= graceMs) return running;
    await proxy.clock.sleep(pollMs, signal);
  }
}
