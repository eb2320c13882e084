import { surfacePrefixes } from '../rest/operations';
import type { TestServer } from '../testing';
import { requireDeclared } from './document.testing';
import type { Entrance } from './router.testing';

export interface Sent {
  status: number;
  /** Body of the response; of a stream, its beginning. */
  text: string;
  headers: Headers;
  requestId: string;
}

type Input = Readonly<Record<string, unknown>>;

let calls = 0;

/** Make a new client address for each call, so that no limit by address applies. */
export function newAddress(): string {
  calls++;
  return `100.${64 + ((calls >> 16) & 63)}.${(calls >> 8) & 255}.${calls & 255}`;
}

/**
 * Call a procedure by one of its entrances. `input` is flat, as tRPC reads it; `asks` are further headers.
 * @throws when the document does not declare the response of REST
 */
export async function send(
  server: TestServer,
  entrance: Entrance,
  { token, input = {}, asks }: { token?: string | undefined; input?: Input; asks?: Record<string, string> },
): Promise<Sent> {
  const { method, path, body } = requestOf(entrance, input);
  const accept = entrance.type === 'subscription' ? { Accept: 'text/event-stream' } : undefined;
  const headers = { 'X-Forwarded-For': newAddress(), ...accept, ...asks };
  const answer = await server.fetch(method, path, { token, body, headers });
  const text = await (isStream(answer) ? firstOf(answer) : answer.text());
  if (entrance.via === 'rest' && entrance.operation) {
    const contentType = answer.headers.get('content-type') ?? '';
    requireDeclared(entrance.operation, { status: answer.status, contentType, text });
  }
  const refusal = /^event: serialized-error\ndata: (.*)$/m.exec(text)?.[1];
  return {
    status: refusal ? JSON.parse(refusal).data.httpStatus : answer.status,
    text,
    headers: answer.headers,
    requestId: answer.headers.get('x-request-id') ?? '',
  };
}

/** Make the request to an entrance. */
export function requestOf(entrance: Entrance, input: Input) {
  return entrance.via === 'trpc' ? trpcRequest(entrance, input) : restRequest(entrance, input);
}

function trpcRequest({ path, type }: Entrance, input: Input) {
  if (type === 'mutation') return { method: 'POST', path: `/api/trpc/${path}`, body: input };
  return {
    method: 'GET',
    path: `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
    body: undefined,
  };
}

function restRequest({ operation }: Entrance, input: Input) {
  if (!operation) throw new Error('No REST operation.');
  const { rest, surface, pathParameters } = operation;
  let path: string = surfacePrefixes[surface] + rest.path;
  const others: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (pathParameters.has(name)) path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else others[name] = value;
  }
  const takesBody = rest.method !== 'GET' && rest.method !== 'DELETE';
  const names = new Map(
    Object.entries((takesBody ? rest.bodyNames : rest.queryNames) ?? {}).map(([name, member]) => [
      member,
      name,
    ]),
  );
  if (takesBody) {
    const body = Object.entries(others).map(([name, value]) => [names.get(name) ?? name, value]);
    return { method: rest.method, path, body: Object.fromEntries(body) };
  }
  const query = new URLSearchParams(
    Object.entries(others).map(([name, value]) => [names.get(name) ?? name, String(value)]),
  );
  return { method: rest.method, path: query.size > 0 ? `${path}?${query}` : path, body: undefined };
}

function isStream(answer: Response): boolean {
  return answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

/** Time for the beginning of a stream to arrive. Only the reader ends the stream. */
const listenMs = 250;

async function firstOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  const until = Date.now() + listenMs;
  let text = '';
  while (Date.now() < until) {
    const left = new Promise<null>((resolve) => setTimeout(() => resolve(null), until - Date.now()));
    const next = await Promise.race([reader.read(), left]);
    if (!next || next.done) break;
    text += decoder.decode(next.value, { stream: true });
    if (text.includes('event: serialized-error')) break;
  }
  await reader.cancel();
  return text;
}
