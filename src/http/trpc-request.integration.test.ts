import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let root: string;
beforeAll(async () => {
  server = await startTestServer();
  root = await server.key(['root']);
});
afterAll(() => server.stop());

interface Asked {
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** Send a request that no typed client sends. */
async function ask(path: string, { method = 'GET', body, headers }: Asked = {}) {
  const answer = await fetch(`${server.url}/api/trpc/${path}`, {
    method,
    headers: { Authorization: `Bearer ${root}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const { error } = JSON.parse(await answer.text());
  expect(error?.data.requestId ?? null).toBe(error ? answer.headers.get('x-request-id') : null);
  expect(answer.headers.get('x-ratelimit-limit')).toMatch(/^\d+$/);
  return [answer.status, error?.data.code ?? null, error?.message ?? null];
}

const json = { 'Content-Type': 'application/json' };

describe('a request of tRPC', () => {
  it('may leave out an input that would be empty', async () => {
    expect(await ask('project.list')).toEqual([200, null, null]);
  });

  it.each([
    ['input=xx', 'Invalid JSON.'],
    ['input=%7B%22__proto__%22%3A1%7D', 'The key "__proto__" is not allowed.'],
    ['input=%7B%22a%22%3A1%2C%22a%22%3A2%7D', 'JSON contains the same key twice.'],
    ['connectionParams=xx', 'Invalid JSON.'],
  ])('whose address says %s is refused', async (search, message) => {
    expect(await ask(`project.list?${search}`)).toEqual([400, 'BAD_REQUEST', message]);
  });

  it('with input that does not fit is a bad one', async () => {
    const post = { method: 'POST', headers: json };
    expect(await ask('project.create', { ...post, body: '{"name":"<b>"}' })).toEqual([
      400,
      'BAD_REQUEST',
      'Validation failed.',
    ]);
    expect(await ask('project.create', post)).toEqual([400, 'BAD_REQUEST', 'Validation failed.']);
    expect(await ask('project.create', { ...post, body: '{' })).toEqual([
      400,
      'BAD_REQUEST',
      'Invalid JSON.',
    ]);
  });

  it('has a method and a content type of tRPC', async () => {
    expect(await ask('project.list', { method: 'DELETE' })).toEqual([
      405,
      'METHOD_NOT_SUPPORTED',
      'Method not allowed.',
    ]);
    const text = { method: 'POST', body: '{"name":"x"}', headers: { 'Content-Type': 'text/plain' } };
    expect(await ask('project.create', text)).toEqual([400, 'BAD_REQUEST', 'Invalid request.']);
    const byCookie = { Authorization: '', Cookie: 'coder_session_token=x', 'Sec-Fetch-Site': 'same-origin' };
    expect(await ask('project.create', { ...text, headers: { ...text.headers, ...byCookie } })).toEqual([
      403,
      'FORBIDDEN',
      'Cross-site request blocked.',
    ]);
  });

  it('is named by its id when its credential is refused', async () => {
    expect(await ask('project.list', { headers: { Authorization: 'Bearer nonsense' } })).toEqual([
      401,
      'UNAUTHORIZED',
      'Unauthenticated.',
    ]);
  });
});
