import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Wait until a full response accepts more data, or is closed. Removes its listeners: a long stream waits often. */
export async function drained(res: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(res, 'drain', { signal }), once(res, 'close', { signal })]);
  } finally {
    waiting.abort();
  }
}
