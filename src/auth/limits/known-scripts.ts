import { Ratelimit } from '@upstash/ratelimit';
import { AppError } from '../../domain/error';
import type { LimitBackend } from './backend';
import { limiterOver } from './limiter';
import { sha1 } from './memory-backend';
import { twins } from './twins';

/**
 * Make the library send all its scripts for the algorithms, and compare their SHA-1 with the twins': after an upgrade
 * that changes one, the start fails instead of running without limits.
 * @throws AppError internal
 */
export async function requireKnownScripts(): Promise<void> {
  const recorder = createRecorder();
  for (const algorithm of [
    Ratelimit.fixedWindow(1, '1 m'),
    Ratelimit.slidingWindow(1, '1 m'),
    Ratelimit.tokenBucket(1, '1 m', 1),
  ]) {
    const limiter = limiterOver(recorder, { prefix: 'probe', limiter: algorithm, timeout: 0 });
    await limiter.limit('probe');
    await limiter.getRemaining('probe');
    await limiter.resetUsedTokens('probe');
  }
  const unknown = recorder.scripts.filter(({ sent, sha }) => sent !== sha || !twins.has(sha));
  if (unknown.length === 0) return;
  throw new AppError(
    'internal',
    `Gantry cannot start: @upstash/ratelimit sends scripts that its memory backend does not know (${unknown.map(({ sha }) => sha).join(', ')}). Install the version in package-lock.json, or write their twins in src/auth/limits/twins.ts.`,
  );
}

/** Make a backend that returns a result every algorithm can read, and records the scripts it receives. */
function createRecorder(): LimitBackend & { scripts: { sent: string; sha: string }[] } {
  const scripts: { sent: string; sha: string }[] = [];
  let sent = '';
  return {
    scripts,
    async evalsha(sha) {
      sent = sha;
      throw new Error('NOSCRIPT');
    },
    async eval(script) {
      scripts.push({ sent, sha: sha1(script) });
      return [1, 1, 1];
    },
    get: async () => null,
    set: async () => 'OK',
    del: async () => 0,
  };
}
