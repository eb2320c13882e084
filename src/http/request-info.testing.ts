import { randomUUID } from 'node:crypto';
import type { RequestInfo } from '../auth/context';

/** For integration tests only: a request that came from nowhere in particular. */
export function newRequestInfo(): RequestInfo {
  return { requestId: randomUUID(), ip: '127.0.0.1', userAgent: null, surface: 'trpc' };
}
