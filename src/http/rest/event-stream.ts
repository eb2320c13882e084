import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { isTrackedEnvelope } from '@trpc/server';
import { isAsyncIterable } from '../../api/event-stream';
import { AppError } from '../../domain/error';
import type { Headers } from '../answer';
import { drained } from './drained';

const pingMs = 15_000;
/** Time for the source to refuse with an ordinary status; a later refusal is an `error` event. */
const openingMs = 500;

/**
 * Send a subscription as server-sent events: `id` for events after which a client can resume, `data` as JSON. The next
 * event is requested only after the previous one was written, so a slow reader slows its source down. Ends with the
 * subscription or the connection, whichever ends first. Throws only before the headers are sent.
 */
export async function writeEventStream(
  res: ServerResponse,
  events: unknown,
  { headers, spellError }: { headers: Headers; spellError: (error: unknown) => Record<string, unknown> },
): Promise<void> {
  if (!isAsyncIterable(events)) throw new AppError('internal', 'Not an event stream.');
  const iterator = events[Symbol.asyncIterator]();
  const first = iterator.next();
  await Promise.race([first, delay(openingMs, undefined, { ref: false })]);
  res.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  if (res.req.method === 'HEAD') {
    res.end();
    await iterator.return?.();
    return;
  }
  res.flushHeaders();
  const ping = setInterval(() => {
    if (!res.writableNeedDrain) res.write(': ping\n\n'); // pings must not pile up for a reader that does not read
  }, pingMs);
  try {
    for (let next = await first; !next.done && !res.closed; next = await iterator.next()) {
      if (!res.write(format(next.value))) await drained(res);
    }
  } catch (error) {
    res.write(`event: error\ndata: ${JSON.stringify(spellError(error))}\n\n`);
  } finally {
    clearInterval(ping);
    res.end();
    await iterator.return?.();
  }
}

function format(event: unknown): string {
  if (isTrackedEnvelope(event)) return `id: ${event[0]}\ndata: ${JSON.stringify(event[1])}\n\n`;
  return `data: ${JSON.stringify(event)}\n\n`;
}
