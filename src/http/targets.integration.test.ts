import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing';

/** Tests of request lines that `fetch` cannot send. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

function ask(line: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      resolve({ status: Number(head.split(' ')[1]), body });
    });
    socket.write(`${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  });
}

const notFound = { status: 404, body: expect.stringContaining('{"message":"Not found."') };

it('a whole URL is answered as its path, whatever host it names', async () => {
  expect(await ask('GET http://elsewhere.example/api/v1/health')).toEqual({ status: 200, body: 'OK' });
  expect(await ask('GET http://elsewhere.example/projects')).toMatchObject({ status: 200 });
});

it.each([
  ['no path', 'OPTIONS *'],
  ['a page whose encoding is broken', 'GET /projects/%E0%A4%A'],
  ['no action of next-auth', 'GET /api/auth/'],
  ['an empty action of next-auth', 'POST /api/auth//x'],
  ['a procedure whose encoding is broken', 'GET /api/trpc/%'],
  ['an operation whose encoding is broken', 'GET /api/v1/projects/%E0%A4%A'],
])('%s is not found', async (_, line) => expect(await ask(line)).toEqual(notFound));
