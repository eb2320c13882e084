import type { IncomingMessage } from 'node:http';
import { hasBody, invalidRequest, isJson, readBody } from './read-body';
import { parseStrictJson } from './strict-json';

export type JsonObject = Record<string, unknown>;

/**
 * The body of a v1 request (coolify-api §4.3). `isRequired`: the operation has fields, so an empty object is refused.
 * @throws AppError bad_request, payload_too_large
 */
export async function readJsonObject(req: IncomingMessage, isRequired: boolean): Promise<JsonObject> {
  const isPresent = hasBody(req);
  if (!isPresent && !isRequired) return {};
  if (!isJson(req)) throw invalidRequest('Content-Type must be application/json.');
  const object = parseObject(await readBody(req));
  if (isRequired && Object.keys(object).length === 0) throw invalidRequest('Empty JSON.');
  return object;
}

function parseObject(text: string): JsonObject {
  try {
    const value = parseStrictJson(text);
    if (isObject(value)) return value;
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidRequest(error.message);
    throw error;
  }
  throw invalidRequest('Invalid JSON.');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
