import { Ratelimit } from '@upstash/ratelimit';
import { errorMessage } from '../../domain/error';
import type { Logger } from '../../lib/log';
import type { LimitBackend } from './backend';
import { type LimitClass, type Quota, type QuotaSettings, quotas } from './classes';
import { backendTimeoutMs, limiterOver } from './limiter';
import { createMemoryBackend } from './memory-backend';
import { createExpiringStore } from './store';

/** The state of a counter after a request. */
export interface LimitState extends Quota {
  isAllowed: boolean;
  remaining: number;
  /** End of the window, milliseconds since 1970. */
  resetAt: number;
}

export interface Limits {
  /** Count `cost` requests, unless the limit is already reached. `key`: an address, a user's id, a hash. */
  check(limit: LimitClass, key: string, cost?: number): Promise<LimitState>;
  /** Read the state of a counter, without counting. */
  peek(limit: LimitClass, key: string): Promise<LimitState>;
  /** Count `cost` requests against the quota of an API key, unless it is already used up. */
  checkKey(keyId: string, quota: Quota, cost?: number): Promise<LimitState>;
  /** Number of counts in memory because the shared backend failed. */
  readonly fallbacks: number;
  close(): Promise<void>;
}

export interface LimitTools {
  /** Shared by all processes; null: this process counts alone, in memory. */
  shared: { backend: LimitBackend; close(): Promise<void> } | null;
  settings: QuotaSettings;
  log: Logger;
  /** Separates installations that share a backend. */
  prefix: string;
}

/** Most limiters, one per quota of keys; the oldest are dropped first. */
const maxLimiters = 1_000;
const maxCounted = 100_000;
/** Windows to keep: a sliding window also uses the previous one. */
const windowsInSight = 2;
/** Pause before the shared backend is tried again after a failure, so that not every request waits for its timeout. */
const pauseMs = 1_000;

/** Create limits over a shared backend, with memory as fallback: a failing backend never means "no limit". */
export function createLimits({ shared, settings, log, prefix }: LimitTools): Limits {
  const memory = createMemoryBackend();
  const classes = quotas(settings);
  const limiters = new Map<string, { shared: Ratelimit | null; memory: Ratelimit }>();
  /** Counts of this process; the only ones when nothing is shared. */
  const counted = createExpiringStore(maxCounted, Date.now);
  let fallbacks = 0;
  let sharedAgainAt = 0;

  function limiterOf(name: string, { requests, windowSeconds }: Quota) {
    const id = `${name} ${requests} ${windowSeconds}`;
    const known = limiters.get(id);
    if (known) return known;
    const limiter = Ratelimit.slidingWindow(requests, `${windowSeconds} s`);
    const place = `${prefix}:${name}`;
    const made = {
      shared: shared && limiterOver(shared.backend, { prefix: place, limiter, timeout: backendTimeoutMs }),
      memory: limiterOver(memory, { prefix: place, limiter, timeout: 0 }),
    };
    for (const oldest of limiters.keys()) {
      if (limiters.size < maxLimiters) break;
      limiters.delete(oldest);
    }
    limiters.set(id, made);
    return made;
  }

  async function ask(
    name: string,
    quota: Quota,
    question: (limiter: Ratelimit) => Promise<Answer>,
  ): Promise<LimitState> {
    const limiter = limiterOf(name, quota);
    if (limiter.shared && Date.now() >= sharedAgainAt) {
      try {
        return stateOf(quota, await inTime(question(limiter.shared)));
      } catch (error) {
        sharedAgainAt = Date.now() + pauseMs;
        log.warn({ error: errorMessage(error), fallbacks }, 'Redis unavailable, counting requests in memory');
      }
    }
    if (limiter.shared) fallbacks++;
    return stateOf(quota, await question(limiter.memory));
  }

  function count(name: string, quota: Quota, key: string, cost: number): Promise<LimitState> {
    if (!shared) {
      counted.put(`${name} ${key}`, '');
      counted.expire(`${name} ${key}`, windowsInSight * quota.windowSeconds * 1000);
    }
    return ask(name, quota, (limiter) => limiter.limit(key, { rate: cost }));
  }

  async function peek(name: LimitClass, key: string): Promise<LimitState> {
    const quota = classes[name];
    if (!shared && counted.get(`${name} ${key}`) === undefined) return untouched(quota);
    return ask(name, quota, (limiter) => limiter.getRemaining(key));
  }

  return {
    check: (limit, key, cost = 1) => count(limit, classes[limit], key, cost),
    checkKey: (keyId, quota, cost = 1) => count('key', quota, keyId, cost),
    peek,
    get fallbacks() {
      return fallbacks;
    },
    close: async () => shared?.close(),
  };
}

/** Get the state of an unused counter: most callers never use one. */
function untouched(quota: Quota): LimitState {
  const window = quota.windowSeconds * 1000;
  const resetAt = (Math.floor(Date.now() / window) + 1) * window;
  return { ...quota, isAllowed: true, remaining: quota.requests, resetAt };
}

/** Response of the library. `success` and `reason` are set only when it counted. */
type Answer = { success?: boolean; reason?: string; remaining: number; reset: number };

function stateOf(quota: Quota, { success, remaining, reset }: Answer): LimitState {
  return { ...quota, isAllowed: success ?? remaining > 0, remaining: Math.max(0, remaining), resetAt: reset };
}

/** Reject when the backend is slow: the library would let a request pass, or wait endlessly for the remainder. */
async function inTime(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${backendTimeoutMs} ms`)), backendTimeoutMs);
  });
  try {
    const found = await Promise.race([answer, timeout]);
    if (found.reason === 'timeout') throw new Error(`no answer within ${backendTimeoutMs} ms`);
    return found;
  } finally {
    clearTimeout(timer);
  }
}
