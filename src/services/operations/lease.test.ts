import { describe, expect, it } from 'vitest';
import type { Clock } from '../../lib/clock';
import { createLogger } from '../../lib/log';
import type { Services } from '../context';
import { keepLease, LEASE_MS, RENEW_MS } from './lease';

/** A clock that advances only by sleeping, and the sleeps. */
function sleptClock() {
  const waits: number[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => new Date(now),
    monotonicMs: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
      waits.push(ms);
    },
  };
  return { clock, waits, now: () => now };
}

/** Keep the lease of a deployment with a database that answers as told; `true`: it is away. */
function keep(isAway: (query: number) => boolean, until: number) {
  const { clock, waits, now } = sleptClock();
  const end = new AbortController();
  const states: string[] = [];
  let queries = 0;
  const critical = {
    query: async () => {
      const isOut = isAway(queries++);
      if (queries === until) end.abort();
      if (isOut) throw new Error('the database is away');
      return { rows: [{ status: 'in_progress', isAbandoned: false }] };
    },
  };
  // A lease needs only these services, and one method of the pool.
  const services = { database: { critical }, clock, log: createLogger('silent') } as unknown as Services;
  const lease = { operationId: 1, holder: 'one:1' };
  return keepLease(services, lease, end.signal, (state) => states.push(state)).then(() => ({
    waits,
    states,
    now: now(),
  }));
}

describe('a lease', () => {
  it('is renewed at its pace while the database answers', async () => {
    const { waits, states } = await keep(() => false, 4);
    expect(waits).toEqual([RENEW_MS, RENEW_MS, RENEW_MS, RENEW_MS]);
    expect(states).toEqual([]);
  });

  it('is asked for again within a second when the database did not answer, then at its pace', async () => {
    const { waits, states } = await keep((query) => query >= 1 && query <= 4, 7);
    expect(waits.slice(0, 2)).toEqual([RENEW_MS, RENEW_MS]);
    const again = waits.slice(2, 6);
    for (const wait of again) expect(wait).toBeLessThanOrEqual(1_000);
    expect(new Set(again).size).toBe(4); // processes do not come back at the same time
    expect(waits[6]).toBe(RENEW_MS);
    expect(states).toEqual([]);
  });

  it('is lost when it has run out, and asked for until then', async () => {
    const { waits, states, now } = await keep(() => true, 1_000);
    expect(states).toEqual(['lost']);
    expect(now).toBe(LEASE_MS);
    expect(waits.length).toBeGreaterThan(20);
  });
});
