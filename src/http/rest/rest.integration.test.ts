import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing';
import { type Answer, json, senderTo } from './rest.testing';

let server: TestServer;
let root: string;
beforeAll(async () => {
  server = await startTestServer();
  root = await server.key(['root']);
});
afterAll(() => server.stop());
afterEach(() => vi.restoreAllMocks());

const send = senderTo(() => server);

describe('routes', () => {
  const notFound = () => [404, `{"message":"Not found.","docs":"${server.url}/docs/api"}`];

  it.each(['/api/v1/nothing', '/api/v1/', '/api/v3/users', '/api', '/api/v1/%E0%A4%A'])(
    '%s is unknown',
    async (path) => {
      expect(await send('GET', path)).toEqual(notFound());
    },
  );

  it('name the methods they answer', async () => {
    const answer = await server.fetch('PUT', '/api/v1/tokens', { token: root, body: {} });
    expect([answer.status, await answer.text(), answer.headers.get('allow')]).toEqual([
      405,
      '{"message":"Method not allowed."}',
      'GET, HEAD, POST',
    ]);
    expect(
      (await server.fetch('PATCH', '/api/v1/enable', { token: root, body: {} })).headers.get('allow'),
    ).toBe('POST');
  });

  it('answer HEAD like GET', async () => {
    expect(await send('HEAD', '/api/v1/version', { token: root })).toEqual([200, '']);
  });

  it('do not mind a slash at the end', async () => {
    expect((await send('GET', '/api/v1/teams/', { token: root }))[0]).toBe(200);
  });
});

describe('every answer', () => {
  it('has an id, a version, and is not kept', async () => {
    for (const path of ['/api/v1/version', '/api/v1/nothing', '/api/v1/health']) {
      const { headers } = await server.fetch('GET', path);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('x-gantry-version')).toBe('0.0.0-test');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('tells a key what it needs', async () => {
    const read = await server.key(['read']);
    const refused = await server.fetch('POST', '/api/v1/tokens', { token: read, body: { name: 'x' } });
    expect([
      refused.headers.get('x-accepted-permissions'),
      refused.headers.get('x-missing-permissions'),
    ]).toEqual(['root', 'root']);
    const answered = await server.fetch('GET', '/api/v1/teams', { token: read });
    expect(answered.headers.get('x-accepted-permissions')).toBe('read');
  });
});

describe('the order of checks', () => {
  const wrongBody = { body: '{', headers: json };
  const setApi = (isApiEnabled: boolean) =>
    send('POST', `/api/v1/${isApiEnabled ? 'enable' : 'disable'}`, { token: root });
  const disabled: Answer = [403, '{"success":true,"message":"API is disabled."}'];
  const unauthenticated: Answer = [401, '{"message":"Unauthenticated."}'];

  it('is route, size, switch, credential, ability, body, resource', async () => {
    const read = await server.key(['read']);
    expect(await setApi(false)).toEqual([200, '{"message":"API disabled."}']);
    expect((await send('GET', '/api/v1/nothing'))[0]).toBe(404);
    expect(
      (await send('POST', '/api/v1/tokens', { body: 'x'.repeat(1024 * 1024 + 1), headers: { ...json } }))[0],
    ).toBe(413);
    expect(await send('POST', '/api/v1/tokens', wrongBody)).toEqual(disabled);
    expect(await send('POST', '/api/v1/tokens', { ...wrongBody, token: 'nonsense' })).toEqual(disabled);
    expect(await send('POST', '/api/v1/tokens', { ...wrongBody, token: read })).toEqual(disabled);
    expect(await send('GET', '/api/v1/health')).toEqual([200, 'OK']);
    expect(await send('POST', '/api/v1/enable', { token: read })).toEqual([
      403,
      '{"message":"Missing required permissions: root"}',
    ]);
    expect(await setApi(true)).toEqual([200, '{"message":"API enabled."}']);
    expect(await send('POST', '/api/v1/tokens', wrongBody)).toEqual(unauthenticated);
    expect(await send('POST', '/api/v1/tokens', { ...wrongBody, token: 'nonsense' })).toEqual(
      unauthenticated,
    );
    expect(await send('POST', '/api/v1/tokens', { ...wrongBody, token: read })).toEqual([
      403,
      '{"message":"Missing required permissions: root"}',
    ]);
    expect((await send('POST', '/api/v1/tokens', { ...wrongBody, token: root }))[0]).toBe(400);
    expect(await send('GET', '/api/v1/tokens/AAAAAAAAAAAA', { token: root })).toEqual([
      404,
      '{"message":"API key not found."}',
    ]);
  });

  it('does not read the body of someone it refuses', async () => {
    const status = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
        socket.write(
          'POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n',
        );
      });
      socket.once('data', (data) => {
        resolve(data.toString().split('\r\n')[0] ?? '');
        socket.destroy();
      });
    });
    expect(status).toBe('HTTP/1.1 401 Unauthorized');
  });
});

describe('the older GET form of an action', () => {
  it('does the same for a token in a header, and says that it is old', async () => {
    const answer = await server.fetch('GET', '/api/v1/enable', { token: root });
    expect([answer.status, await answer.text()]).toEqual([200, '{"message":"API enabled."}']);
    expect(answer.headers.get('deprecation')).toBe('true');
    expect(answer.headers.get('link')).toBe(`<${server.url}/api/v1/enable>; rel="successor-version"`);
    const row = await server.database.unscoped.auditLog.findFirstOrThrow({
      where: { action: 'system.enableApi' },
      orderBy: { seq: 'desc' },
    });
    expect([row.via, row.outcome]).toEqual(['get-alias', 'success']);
  });

  it('needs a credential', async () => {
    expect(await send('GET', '/api/v1/enable')).toEqual([401, '{"message":"Unauthenticated."}']);
    expect(await send('GET', '/api/v1/enable', { token: 'wrong' })).toEqual([
      401,
      '{"message":"Unauthenticated."}',
    ]);
  });

  it('is not for looking ahead', async () => {
    expect((await send('HEAD', '/api/v1/disable', { token: root }))[0]).toBe(405);
    const prefetch = await send('GET', '/api/v1/disable', {
      token: root,
      headers: { 'Sec-Purpose': 'prefetch;prerender' },
    });
    expect(prefetch).toEqual([405, '{"message":"This endpoint has changed to a POST request."}']);
    expect(
      (await server.database.unscoped.instance.findUniqueOrThrow({ where: { id: 1 } })).isApiEnabled,
    ).toBe(true);
  });
});

describe('a fault', () => {
  it('says nothing but its id', async () => {
    vi.spyOn(server.database.db.user, 'findMany').mockRejectedValue(new Error('SELECT secret FROM /srv/x'));
    const answer = await server.fetch('GET', '/api/v1/users', { token: root });
    const id = answer.headers.get('x-request-id');
    expect([answer.status, await answer.text()]).toEqual([
      500,
      `{"message":"Server Error","request_id":"${id}"}`,
    ]);
  });
});

describe('queries', () => {
  it.each(['/version', '/teams', '/tokens', '/tokens/current', '/sessions'])(
    '%s makes three at most',
    async (path) => {
      await send('GET', `/api/v1${path}`, { token: root }); // records the use of the key
      const query = vi.spyOn(pg.Client.prototype, 'query');
      expect((await send('GET', `/api/v1${path}`, { token: root }))[0]).toBe(200);
      expect(query.mock.calls.length).toBeLessThanOrEqual(3);
      expect(query.mock.calls.length).toBeGreaterThan(0);
    },
  );
});

describe('connections', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (data) => {
        received += data;
      });
      socket.on('close', () => resolve(received.split('\r\n')[0] ?? ''));
    });

  it('with an ambiguous length are closed', async () => {
    const both = 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n';
    expect(await raw(`POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\n${both}\r\n0\r\n\r\n`)).toBe(
      'HTTP/1.1 400 Bad Request',
    );
    expect(
      await raw('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'),
    ).toBe('HTTP/1.1 400 Bad Request');
  });

  it('with endless headers are closed', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toBe(
      'HTTP/1.1 431 Request Header Fields Too Large',
    );
  });
});
