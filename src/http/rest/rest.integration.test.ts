import { request } from 'node:http';
import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing';

let server: TestServer;
let root: string;
beforeAll(async () => {
  server = await startTestServer();
  root = await server.key(['root']);
});
afterAll(() => server.stop());
afterEach(() => vi.restoreAllMocks());

type Answer = [number, string];
async function send(
  method: string,
  path: string,
  options: Parameters<TestServer['fetch']>[2] = {},
): Promise<Answer> {
  const answer = await server.fetch(method, path, options);
  return [answer.status, await answer.text()];
}

const json = { 'Content-Type': 'application/json' };

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

describe('bodies', () => {
  const invalid = (error: string): Answer => [400, JSON.stringify({ message: 'Invalid request.', error })];
  const post = (body: string | undefined, headers: Record<string, string> = json) =>
    send('POST', '/api/v1/tokens', { token: root, body, headers });

  it('must be JSON, of an object with members', async () => {
    const noJson = invalid('Content-Type must be application/json.');
    expect(await post('name=x', { 'Content-Type': 'application/x-www-form-urlencoded' })).toEqual(noJson);
    expect(await post('{"name":"x"}', { 'Content-Type': 'text/plain' })).toEqual(noJson);
    expect(await send('POST', '/api/v1/tokens', { token: root })).toEqual(noJson);
    for (const text of ['{', 'nul', '[]', '"x"', '1', '{"name":"x"} x'])
      expect(await post(text)).toEqual(invalid('Invalid JSON.'));
    expect(await post('{}')).toEqual(invalid('Empty JSON.'));
  });

  it('must not be deep, repeat keys, or reach into objects', async () => {
    expect(await post('['.repeat(100_000))).toEqual(invalid('JSON is nested deeper than 32 levels.'));
    expect(await post('{"name":"x","name":"y"}')).toEqual(invalid('JSON contains the same key twice.'));
    for (const key of ['__proto__', 'constructor', 'prototype'])
      expect(await post(`{"name":"x","${key}":{}}`)).toEqual(invalid(`The key "${key}" is not allowed.`));
  });

  it('must not be compressed', async () => {
    expect(await post('{"name":"x"}', { ...json, 'Content-Encoding': 'gzip' })).toEqual(
      invalid('Compressed bodies are not accepted.'),
    );
  });

  it('must be UTF-8', async () => {
    const answer = await fetch(`${server.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { ...json, 'X-API-Key': root },
      body: Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    });
    expect([answer.status, await answer.text()]).toEqual(invalid('Invalid JSON.'));
  });

  const tooLarge: Answer = [413, '{"message":"Payload too large."}'];

  it('may have one megabyte', async () => {
    const body = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;
    expect((await post(body(1024 * 1024)))[0]).toBe(422);
    expect(await post(body(1024 * 1024 + 1))).toEqual(tooLarge);
  });

  it('that is far too large gets its answer while it is still being sent', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const length = 32 * chunk.length;
    const status = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
        socket.write(
          `POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
        );
        for (let sent = 0; sent < length; sent += chunk.length) socket.write(chunk);
        socket.end();
      });
      socket.on('data', (data) => {
        received += data;
      });
      socket.on('error', reject); // a reset, which takes the answer with it
      socket.on('close', () => resolve(received.split('\r\n')[0] ?? ''));
    });
    expect(status).toBe('HTTP/1.1 413 Payload Too Large');
  });

  it('may have one megabyte, also when they do not say how long they are', async () => {
    const answer = await new Promise<Answer>((resolve, reject) => {
      const call = request(
        `${server.url}/api/v1/tokens`,
        { method: 'POST', headers: { ...json, 'X-API-Key': root } },
        (res) => {
          let text = '';
          res.on('data', (chunk) => {
            text += chunk;
          });
          res.on('end', () => resolve([res.statusCode ?? 0, text]));
        },
      );
      call.on('error', reject);
      for (let sent = 0; sent < 20; sent++) call.write('x'.repeat(64 * 1024));
      call.end();
    });
    expect(answer).toEqual(tooLarge);
  });

  it('name every field that is missing, wrong or unknown', async () => {
    const [status, body] = await post('{"name":1,"foo":2}');
    expect(status).toBe(422);
    expect(JSON.parse(body)).toEqual({
      message: 'Validation failed.',
      errors: { name: [expect.any(String)], foo: ['This field is not allowed.'] },
    });
    expect(await post('{"abilities":["read"]}')).toEqual([
      422,
      '{"message":"Validation failed.","errors":{"name":["The name field is required."]}}',
    ]);
  });

  it('are checked together with the query of a write', async () => {
    const refused = await send('POST', '/api/v1/tokens?foo=1', { token: root, body: { name: 'x' } });
    expect(refused).toEqual([
      422,
      '{"message":"Validation failed.","errors":{"foo":["This field is not allowed."]}}',
    ]);
  });

  it('cannot say what the path says', async () => {
    const refused = await send('DELETE', '/api/v1/tokens/AAAAAAAAAAAA?id=x', { token: root });
    expect(refused).toEqual([
      422,
      '{"message":"Validation failed.","errors":{"id":["This field is not allowed."]}}',
    ]);
  });

  it('of a read may hold unknown names', async () => {
    expect((await send('GET', '/api/v1/teams?_=1', { token: root }))[0]).toBe(200);
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
      await send('GET', `/api/v1${path}`, { token: root }); // notes the use of the key
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
