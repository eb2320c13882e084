import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { Duplex, pipeline, type Readable } from 'node:stream';
import { AppError } from '../../domain/error';
import { readAnswer } from '../http/read-answer';

/** Most bytes of an answer that is read in full; a list of a thousand containers takes about 1 MB. */
const MOST_ANSWER_BYTES = 10 * 1024 * 1024;

/** Context that docker-modem passes to a call, in addition to the request itself. */
export interface DialContext {
  /** Whether the answer is returned as a stream. */
  isStream?: boolean;
  /** Whether the connection becomes a byte stream in both directions. */
  hijack?: boolean;
  /** Whether standard input stays open. */
  openStdin?: boolean;
  /** true for statuses that are not errors; a message for the others. */
  statusCodes: Record<number, true | string>;
}

type Answer = (error: unknown, result?: unknown) => void;

/**
 * Send a request that dockerode built, instead of docker-modem's own `buildRequest`, which collects any answer in
 * memory, however long, and has no listener for a connection that breaks during it.
 * @param signal ends the request, and the answer while it is read
 */
export function sendToDocker(
  options: RequestOptions,
  context: DialContext,
  data: string | Buffer | Readable | undefined,
  answer: Answer,
  signal: AbortSignal,
): void {
  const sent = request({ ...options, signal });
  sent.on('error', (error) => answer(error));
  sent.on('upgrade', (_response, stream: Duplex, head) => {
    stream.on('error', () => undefined); // the reader sees it too, but may be gone
    if (!context.hijack) {
      stream.destroy();
      return answer(new AppError('unavailable', 'Docker switched the protocol of a plain request.'));
    }
    signal.addEventListener('abort', () => stream.destroy(), { once: true });
    if (head.length > 0) stream.unshift(head);
    answer(null, stream);
  });
  sent.on('response', (response) => {
    response.on('error', () => undefined); // as above
    take(response, context, sent).then((result) => answer(null, result), answer);
  });
  if (typeof data === 'object' && 'pipe' in data) {
    // A failure here is the error of the request.
    pipeline(data, sent, (error) => error && answer(error));
    return;
  }
  if (data !== undefined) sent.write(data);
  if (!context.openStdin) sent.end();
  else sent.flushHeaders();
}

async function take(response: IncomingMessage, context: DialContext, sent: NodeJS.WritableStream) {
  const status = response.statusCode ?? 0;
  const isGood = context.statusCodes[status] === true;
  if (isGood && context.openStdin) return Duplex.from({ readable: response, writable: sent });
  if (isGood && context.isStream) return response;
  const { bytes, isWhole } = await readAnswer(response, MOST_ANSWER_BYTES);
  if (!isWhole) {
    const most = `${MOST_ANSWER_BYTES / 1024 / 1024} MB`;
    throw new AppError('unavailable', `Docker’s response is larger than ${most} and was not read.`);
  }
  const body = parsed(bytes);
  if (isGood) return body;
  throw Object.assign(new Error(wordsOf(body) || `unexpected status ${status}`), {
    statusCode: status,
    json: body,
  });
}

/** Parse an answer; what is not JSON stays bytes, as callers of docker-modem expect. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return bytes;
  }
}

function wordsOf(body: unknown): string {
  if (Buffer.isBuffer(body)) return body.toString('utf8', 0, 1000).trim();
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : '';
  return typeof message === 'string' ? message : '';
}
