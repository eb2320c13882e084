import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import { askForBody } from './continue';

/** The most bytes of a body whose operation sets no limit of its own. */
export const maxBodyBytes = 1024 * 1024;

export function payloadTooLarge(): AppError {
  // The connection stays open: closed while the rest is on its way, it would be reset, and the answer lost.
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

/** Check the headers of the body, before anything is read. @throws AppError payload_too_large, bad_request */
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

/** The bytes of the body. @throws AppError payload_too_large, bad_request (broken off) */
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

/** The body as text. @throws AppError payload_too_large, bad_request (not UTF-8, or broken off) */
export async function readBody(req: IncomingMessage, limit = maxBodyBytes): Promise<string> {
  const bytes = await readBytes(req, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw invalidRequest('Invalid JSON.', error);
  }
}
