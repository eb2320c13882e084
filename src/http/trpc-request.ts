import type { IncomingMessage } from 'node:http';
import { headerTokens } from '../auth/carriers';
import { AppError } from '../domain/error';
import { checkBodyHeaders, hasBody, invalidRequest, isJson, readBody } from './body/read-body';
import { parseStrictJson } from './body/strict-json';
import { requireSameOrigin } from './csrf';
import { methodNotAllowed } from './rest/refusal';

/**
 * Read and check a request before the adapter does, which would accept duplicate keys and any depth, and treat
 * unreadable input as a fault.
 * @throws AppError bad_request, forbidden (from another site), method_not_allowed, payload_too_large
 */
export async function readTrpcRequest(
  req: IncomingMessage & { body?: string },
  publicUrl: string,
  bodyBytes: number,
): Promise<void> {
  checkBodyHeaders(req, bodyBytes);
  if (req.method === 'GET' || req.method === 'HEAD') return checkInputs(req.url ?? '');
  if (req.method !== 'POST') throw methodNotAllowed(['GET', 'HEAD', 'POST']);
  if (!isJson(req)) {
    if (req.headers.cookie && headerTokens(req.headersDistinct).length === 0)
      requireSameOrigin(req, publicUrl);
    throw invalidRequest('Content-Type must be application/json.');
  }
  req.body = (hasBody(req) && (await readBody(req, bodyBytes))) || '{}'; // no body counts as an empty input
  parseJson(req.body);
}

/** Check the query parameters that contain JSON. */
function checkInputs(url: string): void {
  const mark = url.indexOf('?');
  if (mark === -1) return;
  const query = new URLSearchParams(url.slice(mark));
  for (const name of ['input', 'connectionParams']) {
    const text = query.get(name);
    if (text) parseJson(text);
  }
}

function parseJson(text: string): void {
  try {
    parseStrictJson(text);
  } catch (error) {
    throw new AppError('bad_request', error instanceof SyntaxError ? error.message : 'Invalid JSON.', {
      cause: error,
    });
  }
}
