import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { AppError, errorMessage } from '../../domain/error';
import type { S3Bucket } from '../../domain/s3-bucket';
import { guardAddress, internalHosts, publicOnly } from '../../lib/address-guard';
import { type S3Call, signed } from './sign';

export interface S3Answer {
  status: number;
  body: string;
  /** Content length from the header; null: there is none. */
  length: number | null;
}

const DEADLINE_MS = 30_000;
/** Most bytes of an answer, which is a small document. */
const MOST_BYTES = 1024 ** 2;

/**
 * Send a call to the storage. Any status is an answer.
 * @throws AppError bad_request for an address that the guard refuses · unavailable without an answer
 */
export async function s3Request(call: S3Call): Promise<S3Answer> {
  const { method, url, headers } = await signed(call);
  const addresses = await allowedAddresses(call.bucket);
  const send = url.protocol === 'http:' ? requestPlain : requestSecure;
  const length = call.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(call.body)) };
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) =>
      reject(new AppError('unavailable', `The S3 storage does not respond: ${errorMessage(error)}`));
    const sent = send(
      url,
      {
        method,
        headers: { ...headers, ...length },
        lookup: pinned(addresses),
        agent: false,
        signal: AbortSignal.timeout(DEADLINE_MS),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) response.destroy(new Error('its response is too long'));
          else chunks.push(chunk);
        });
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
            length: lengthOf(response.headers['content-length']),
          }),
        );
      },
    );
    sent.on('error', fail);
    sent.end(call.body);
  });
}

function lengthOf(header: string | undefined): number | null {
  return header === undefined || !/^\d+$/.test(header) ? null : Number(header);
}

/** Resolve the endpoint and check its addresses at the time of the call. @throws AppError bad_request, unavailable */
async function allowedAddresses({ endpoint, internalHosts: list }: S3Bucket): Promise<string[]> {
  const { hostname, protocol } = new URL(endpoint);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isPlain = protocol === 'http:';
  const verdict = await guardAddress(host, {
    allowed: isPlain ? new Set<never>() : publicOnly,
    internal: internalHosts(list),
  });
  if (verdict.outcome === 'allowed') return verdict.addresses;
  if (verdict.outcome === 'unresolved')
    throw new AppError('unavailable', `The endpoint’s host name ${host} does not resolve.`);
  const reason = isPlain
    ? 'http is only allowed for hosts that INTERNAL_HOSTS lists.'
    : `its address is ${verdict.kind.replace('_', '-')}.`;
  throw new AppError('bad_request', `The endpoint ${host} is not allowed: ${reason}`);
}

/** Connect to the checked addresses, not to what the name resolves to a moment later. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    const [first = { address: '', family: 4 }] = all;
    if (options.all) done(null, all);
    else done(null, first.address, first.family);
  };
}
