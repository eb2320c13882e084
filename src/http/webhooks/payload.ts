import type { IncomingMessage } from 'node:http';
import { checkBodyHeaders, readBytes } from '../body/read-body';

/** Size limit of a payload in bytes (deployment contract D11.1). */
const maxPayloadBytes = 5 * 1024 * 1024;

/**
 * Read a payload: the signed bytes, and the JSON in them; undefined when they are not JSON. GitHub can also send it as
 * a form field.
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
