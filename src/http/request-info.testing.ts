import { randomUUID } from 'node:crypto';
import type { RequestInfo } from '../auth/context';

/** For integration tests only: make the facts about an ordinary request. */
export function newRequestInfo(): RequestInfo {
  return { requestId: randomUUID(), ip: '127.0.0.1', userAgent: null, surface: 'trpc' };
}
