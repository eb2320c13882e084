import type { ServerResponse } from 'node:http';
import { isAsyncIterable } from '../../api/event-stream';
import { AppError } from '../../domain/error';
import type { Headers } from '../answer';
import { drained } from './drained';

/**
 * Send a subscription that ends, as one JSON object per line. The next row is requested only after the previous one was
 * written, so nothing is collected in memory. A fault after the headers also closes the connection, because a file that
 * ends early must not look complete.
 * @throws what the source throws
 */
export async function writeJsonLines(res: ServerResponse, rows: unknown, headers: Headers): Promise<void> {
  if (!isAsyncIterable(rows)) throw new AppError('internal', 'Not a stream.');
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  res.writeHead(200, { ...headers, 'Content-Type': 'application/x-ndjson' });
  try {
    if (res.req.method === 'HEAD') return void res.end();
    for (let next = first; !next.done && !res.closed; next = await iterator.next()) {
      if (!res.write(`${JSON.stringify(next.value)}\n`)) await drained(res);
    }
    res.end();
  } catch (error) {
    res.destroy();
    throw error;
  } finally {
    await iterator.return?.();
  }
}
