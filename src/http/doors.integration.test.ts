import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing';
import { newAddress } from './walk/send.testing';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ trustedProxies: ['127.0.0.1'] });
});
afterAll(() => server.stop());

/** Send a request as given, with a body that never arrives; return status line and headers. */
async function statusOf(head: string): Promise<string> {
  return (await statusesOf(head))[0] ?? '';
}

/** As `statusOf`, but send the body after `100 Continue`; return every status line. */
function statusesOf(head: string, body = ''): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
      socket.write(`${head}\r\nHost: x\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (data) => {
      text += data;
      if (String(data).startsWith('HTTP/1.1 100')) socket.write(body);
    });
    socket.on('error', reject);
    socket.on('close', () => resolve([...text.matchAll(/^HTTP.*$/gm)].map(([line]) => line.trim())));
  });
}

describe('pages', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'answer 405 to %s',
    async (method) => {
      expect(await statusOf(`${method} /projects HTTP/1.1`)).toBe('HTTP/1.1 405 Method Not Allowed');
    },
  );
  it('read no body, whatever its size', async () => {
    expect(await statusOf('POST / HTTP/1.1\r\nNext-Action: abc\r\nContent-Length: 999999999')).toContain(
      ' 405 ',
    );
    expect(await statusOf('GET / HTTP/1.1\r\nContent-Length: 999999999')).toContain(' 400 ');
    expect(await statusOf('GET / HTTP/1.1\r\nTransfer-Encoding: chunked')).toContain(' 400 ');
  });
  it('are there to be read', async () => expect((await server.fetch('GET', '/projects')).status).toBe(200));
});

it.each([
  'POST /api/auth/_log',
  'GET /api/auth/providers',
  'GET /api/auth/signin',
  'POST /api/auth/signin/credentials',
  'GET /api/auth/error',
  'GET /api/auth/verify-request',
  'GET /api/auth/callback/credentials',
  'POST /api/auth/session',
  'GET /_next/image?url=%2Fa.png&w=64&q=75',
])('%s is no door', async (request) => {
  const [method = '', path = ''] = request.split(' ');
  const answer = await server.fetch(method, path, method === 'POST' ? { body: { message: 'x' } } : {});
  expect(answer.status).toBe(404);
});

describe('a public document', () => {
  const path = '/api/v1/openapi.json';
  const get = (headers: Record<string, string>) => server.fetch('GET', path, { headers });

  it('is sent as it is taken, and not again when it is known', async () => {
    const plain = await get({ 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(Number(plain.headers.get('content-length'))).toBe((await plain.arrayBuffer()).byteLength);
    const tag = plain.headers.get('etag') ?? '';
    for (const [accepted, encoding] of [
      ['gzip', 'gzip'],
      ['gzip, br', 'br'],
      ['br;q=0, gzip', 'gzip'],
      ['*', null],
    ] as const)
      expect((await get({ 'Accept-Encoding': accepted })).headers.get('content-encoding')).toBe(encoding);
    expect((await get({ 'If-None-Match': tag })).status).toBe(304);
    expect((await get({ 'If-None-Match': '"another"' })).status).toBe(200);
  });

  it('is counted by address', async () => {
    const from = { 'X-Forwarded-For': newAddress() };
    const { headers } = await get(from);
    const limit = Number(headers.get('x-ratelimit-limit'));
    for (let i = Number(headers.get('x-ratelimit-remaining')); i > 0; i--)
      await get({ ...from, 'If-None-Match': headers.get('etag') ?? '' });
    const refused = await get(from);
    expect([limit, refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([300, 429, '0']);
    expect((await get({ 'X-Forwarded-For': newAddress() })).status).toBe(200);
  });
});

describe('an address that a proxy does not name', () => {
  it('is refused everywhere', async () => {
    for (const path of [
      '/api/v1/version',
      '/api/trpc/live.changes',
      '/api/auth/csrf',
      '/projects',
      '/api/v2/openapi.json',
    ]) {
      const answer = await server.fetch('GET', path, { headers: { 'X-Forwarded-For': 'unknown' } });
      expect([path, answer.status]).toEqual([path, 400]);
    }
  });
});

describe('a client that waits before it sends the body', () => {
  const body = JSON.stringify({ name: 'shop' });
  const head = (token: string, length: number) =>
    [
      'POST /api/v1/projects HTTP/1.1',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${length}`,
      'Expect: 100-continue',
      'Connection: close',
    ].join('\r\n');

  it('is asked for it when the checks before it have passed', async () => {
    expect(await statusesOf(head(await server.key(['write']), body.length), body)).toEqual([
      'HTTP/1.1 100 Continue',
      'HTTP/1.1 201 Created',
    ]);
  });

  it.each([
    ['has no key', async () => 'none', body.length, '401 Unauthorized'],
    ['may not write', () => server.key(['read']), body.length, '403 Forbidden'],
    ['announces too much', () => server.key(['write']), 999_999_999, '413 Payload Too Large'],
  ])('is refused without it when it %s', async (_, token, length, status) => {
    expect(await statusesOf(head(await token(), length), body)).toEqual([`HTTP/1.1 ${status}`]);
  });
});

describe('slashes in a row', () => {
  it('are one', async () => {
    const token = await server.key(['read']);
    for (const path of ['//api/v1/applications', '/api/v1//applications', '/api//v1///applications//'])
      expect((await server.fetch('GET', path, { token })).status).toBe(200);
    expect((await server.fetch('GET', '/api/v1//applications')).status).toBe(401);
  });
});
