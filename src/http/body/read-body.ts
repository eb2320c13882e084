import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import { askForBody } from './continue';

/** Size limit of a body in bytes, for operations that set none. */
export const maxBodyBytes = 1024 * 1024;

export function payloadTooLarge(): AppError {
  // The connection stays open: closing it while the client still sends would reset it and lose the response.
  return new AppError('payload_too_large', 'Payload too large.');
}

export function invalidRequest(reason: string, cause?: unknown): AppError {
  return new AppError('bad_request', orderedChecks.body.v1, {
    check: 'body',
    reason,
    body: { error: reason },
    cause,
  });
}

/** Check the headers of the body before reading it. @throws AppError payload_too_large, bad_request */
export function checkBodyHeaders(req: IncomingMessage, limit = maxBodyBytes): void {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw payloadTooLarge();
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw invalidRequest('Compressed bodies are not accepted.');
}

export function hasBody(req: IncomingMessage): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

export function isJson(req: IncomingMessage): boolean {
  return /^application\/(?:json|[\w.-]+\+json)\s*(?:;|$)/i.test(req.headers['content-type'] ?? '');
}

/** Read the body as bytes. @throws AppError payload_too_large, bad_request (aborted) */
export async function readBytes(req: IncomingMessage, limit = maxBodyBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  askForBody(req);
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = chunk; // no encoding is set on the request, so its chunks are buffers
      size += bytes.length;
      if (size > limit) throw payloadTooLarge();
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalidRequest('Invalid JSON.', error);
  }
}

/** Read the body as text. @throws AppError payload_too_large, bad_request (not UTF-8, or aborted) */
export async function readBody(req: IncomingMessage, limit = maxBodyBytes): Promise<string> {
  const bytes = await readBytes(req, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw invalidRequest('Invalid JSON.', error);
  }
}
