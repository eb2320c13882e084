import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../http/testing';
import { createLogger } from '../../lib/log';

const written: string[] = [];
let server: TestServer;
let addresses = 0;

beforeAll(async () => {
  const lines = new PassThrough();
  lines.on('data', (line) => written.push(String(line)));
  server = await startTestServer({ trustedProxies: ['127.0.0.1'], log: createLogger('info', lines) });
});
afterAll(() => server.stop());

const newAddress = () => `198.51.100.${++addresses}`;
const post = (path: string, body: unknown, ip = newAddress()) =>
  server.fetch('POST', path, { body, headers: { 'X-Forwarded-For': ip } });

it('keeps feedback in the log, needs no token and sends it nowhere', async () => {
  for (const path of ['/api/v1/feedback', '/api/feedback']) {
    const answer = await post(path, { content: `The console is fast: ${path}` });
    expect([answer.status, (await answer.json()).message]).toEqual([
      200,
      expect.stringContaining('log of this installation'),
    ]);
    expect(written.some((line) => JSON.parse(line).feedback === `The console is fast: ${path}`)).toBe(true);
  }
});

it('takes texts of 10 to 2000 characters', async () => {
  for (const content of ['too short', 'x'.repeat(2001), `a bell \u0007 rings`])
    expect((await post('/api/v1/feedback', { content })).status).toBe(422);
  expect((await post('/api/v1/feedback', { content: '語'.repeat(2000) })).status).toBe(200);
});

it('takes three a minute from an address', async () => {
  const ip = newAddress();
  const statuses = [];
  for (let turn = 0; turn < 4; turn++)
    statuses.push((await post('/api/v1/feedback', { content: 'The same again.' }, ip)).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});

it('hears no agent, whatever its token', async () => {
  const headers = { 'X-Forwarded-For': newAddress() };
  const token = await server.key(['root']);
  for (const options of [{ headers }, { headers, token }, { headers, token, body: { state: 'up' } }]) {
    const answer = await server.fetch('POST', '/api/v1/sentinel/push', options);
    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthenticated.' }]);
  }
});
