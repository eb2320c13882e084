import type { IncomingMessage } from 'node:http';
import { hasBody, invalidRequest, isJson, readBody } from './read-body';
import { parseStrictJson } from './strict-json';

export type JsonObject = Record<string, unknown>;

/** Accepted bodies: none or an object · an object · an object with members. */
export type BodyRule = 'optional' | 'object' | 'filled';

/** Read the body of a REST request (coolify-api §4.3). @throws AppError bad_request, payload_too_large */
export async function readJsonObject(
  req: IncomingMessage,
  rule: BodyRule,
  limit?: number,
): Promise<JsonObject> {
  if (!hasBody(req) && rule === 'optional') return {};
  if (!isJson(req)) throw invalidRequest('Content-Type must be application/json.');
  const object = parseObject(await readBody(req, limit));
  if (rule === 'filled' && Object.keys(object).length === 0) throw invalidRequest('Empty JSON.');
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
