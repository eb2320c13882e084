import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing';
import { type Answer, json, senderTo } from './rest.testing';

let server: TestServer;
let root: string;
beforeAll(async () => {
  server = await startTestServer();
  root = await server.key(['root']);
});
afterAll(() => server.stop());

const send = senderTo(() => server);

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
      socket.on('error', reject); // a reset, which loses the response
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
