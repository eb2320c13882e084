import { Ratelimit } from '@upstash/ratelimit';
import type { LimitBackend } from './backend';

/** Longest wait for a backend, in milliseconds. The library then lets the request pass; callers must not. */
export const backendTimeoutMs = 500;

interface LimiterOptions {
  prefix: string;
  limiter: ReturnType<typeof Ratelimit.slidingWindow>;
  /** Milliseconds; 0 for a backend that responds at once, which would otherwise need a timer per call. */
  timeout: number;
}

/**
 * Create a limiter of the library over our backend, without the options that make other requests (analytics, telemetry)
 * or decide without counting (cache, protection).
 */
export function limiterOver(backend: LimitBackend, { prefix, limiter, timeout }: LimiterOptions): Ratelimit {
  return new Ratelimit({
    redis: backend as never, // typed as Upstash's whole client, but it calls only the five members of LimitBackend
    prefix,
    limiter,
    timeout,
    ephemeralCache: false,
    analytics: false,
    enableProtection: false,
    enableTelemetry: false,
  });
}
