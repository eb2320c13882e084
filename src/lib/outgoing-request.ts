import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { AppError } from '../domain/error';
import { outgoingAddresses } from './outgoing-address';

/** A request to a URL that a user named. */
export interface OutgoingRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** The administrator's list of internal hosts: other hosts must be public, and only listed ones may use http. */
  internalHosts: readonly string[];
  /** Whether public hosts may use http, too. */
  isPlainAllowed?: boolean;
  deadlineMs: number;
  maxBytes: number;
  /** Whether the outcome is known from status and headers: a body that is long, slow or cut off changes nothing. */
  isHeadEnough?: boolean;
  /** Ends the request before its deadline. */
  signal?: AbortSignal;
}

export interface OutgoingAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

/**
 * Send a request to a checked address, and to no other: its name is resolved once, and redirects are not followed
 * (hostile-inputs row 27).
 * @throws AppError bad_request for an address that is not allowed · unavailable without an answer in time
 */
export async function sendOutgoing(outgoing: OutgoingRequest): Promise<OutgoingAnswer> {
  const { url } = outgoing;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isRefusedPlain = url.protocol !== 'https:' && !outgoing.isPlainAllowed;
  const [address = ''] = await outgoingAddresses(host, isRefusedPlain, outgoing.internalHosts);
  return send(outgoing, address).catch((error: unknown) => {
    throw error instanceof AppError ? error : noAnswer(host, error);
  });
}

function send(outgoing: OutgoingRequest, address: string): Promise<OutgoingAnswer> {
  const { url, method, headers, body, deadlineMs, maxBytes, isHeadEnough = false } = outgoing;
  const signal = AbortSignal.any([
    AbortSignal.timeout(deadlineMs),
    ...(outgoing.signal ? [outgoing.signal] : []),
  ]);
  const family = address.includes(':') ? 6 : 4;
  const lookup: LookupFunction = (_name, options, callback) =>
    options.all ? callback(null, [{ address, family }]) : callback(null, address, family);
  return new Promise((resolve, reject) => {
    let head: Omit<OutgoingAnswer, 'text'> | null = null;
    const fail = (error: Error) => (head && isHeadEnough ? resolve({ ...head, text: '' }) : reject(error));
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      { method, lookup, agent: false, headers, signal },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const answered = { status: response.statusCode ?? 0, headers: response.headers };
        head = answered;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) request.destroy(new Error(`The response is longer than ${maxBytes} bytes.`));
          else chunks.push(chunk);
        });
        response.on('end', () => resolve({ ...answered, text: Buffer.concat(chunks).toString('utf8') }));
        response.on('error', fail);
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

function noAnswer(host: string, cause: unknown): AppError {
  return new AppError('unavailable', `${host} does not respond. Try again later.`, { cause });
}
