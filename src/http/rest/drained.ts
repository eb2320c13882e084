import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Resolve when a full answer takes more, or is closed. Leaves no listener behind: a long stream waits often. */
export async function drained(res: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(res, 'drain', { signal }), once(res, 'close', { signal })]);
  } finally {
    waiting.abort();
  }
}
