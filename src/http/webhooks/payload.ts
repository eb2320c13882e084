import type { IncomingMessage } from 'node:http';
import { checkBodyHeaders, readBytes } from '../body/read-body';

/** The most bytes of a payload (deployment contract D11.1). */
const maxPayloadBytes = 5 * 1024 * 1024;

/**
 * Read a payload: the bytes that are signed, and what they say; undefined where that is no JSON. GitHub can also send
 * it as the field of a form.
 * @throws AppError payload_too_large, bad_request
 */
export async function readPayloadOf(req: IncomingMessage): Promise<{ bytes: Buffer; body: unknown }> {
  checkBodyHeaders(req, maxPayloadBytes);
  const bytes = await readBytes(req, maxPayloadBytes);
  const isForm = /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(req.headers['content-type'] ?? '');
  const text = bytes.toString('utf8');
  return { bytes, body: parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
