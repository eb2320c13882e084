import { type Agent, type IncomingMessage, request } from 'node:http';
import { AppError } from '../../domain/error';
import { readAnswer } from './read-answer';

export interface HttpExchange {
  agent: Agent;
  /** Name of the other side in messages. */
  title: string;
  host: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** Most bytes of the answer's body to read; the rest is left. */
  mostBytes: number;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Merge the headers with the trailers, once the body was read: Caddy sends its ETag as one. */
function flatHeaders(response: IncomingMessage): Record<string, string> {
  const entries = Object.entries({ ...response.headers, ...response.trailers });
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

/**
 * Send one HTTP request over an agent. Follows no redirect.
 * @throws AppError `unavailable` when no complete answer came, or the signal's reason
 */
export async function exchange(options: HttpExchange): Promise<HttpAnswer> {
  const { agent, title, host, method, path, headers, body, signal, mostBytes } = options;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({ agent, host, method, path, headers, signal }, resolve);
      sent.on('error', reject);
      sent.on('upgrade', (_response, socket) => {
        socket.destroy();
        reject(new Error('It switched to another protocol.'));
      });
      sent.end(body);
    });
    const { bytes } = await readAnswer(response, mostBytes);
    return {
      status: response.statusCode ?? 0,
      headers: flatHeaders(response),
      body: bytes.toString('utf8'),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw new AppError('unavailable', `${title} did not respond to ${method} ${path}.`, { cause: error });
  }
}
