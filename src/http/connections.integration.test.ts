import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing';

/** Tests of hostile-inputs row 41, over sockets. */
let server: TestServer;
const limits = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50, perAddress: 4 };
beforeAll(async () => {
  server = await startTestServer({ connections: limits });
});
afterAll(() => server.stop());

const open = (write = ''): Socket => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  if (write !== '') socket.write(write);
  return socket;
};

/** Collect what arrives until the server closes the connection. */
function received(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('error', () => undefined); // a reset closes it too
    socket.on('close', () => resolve(text));
  });
}

const statusLine = async (socket: Socket) => (await received(socket)).split('\r\n')[0];

describe('a connection', () => {
  it('that sends its headers too slowly is closed', async () => {
    expect(await statusLine(open('GET /api/health HTTP/1.1\r\nHost: x\r\nX: 1\r\n'))).toBe(
      'HTTP/1.1 408 Request Timeout',
    );
  });

  it('that sends its body too slowly is closed', async () => {
    const head =
      'POST /api/v2/users/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n';
    expect(await statusLine(open(`${head}\r\n{"`))).toBe('HTTP/1.1 408 Request Timeout');
  });

  it.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['chunks inside of chunks', 'Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n'],
    ['a length that is none', 'Content-Length: +5\r\n\r\nhello'],
    ['a folded header', 'X: a\r\n b\r\nContent-Length : 5\r\n\r\nhello'],
  ])('whose request has %s is closed', async (_, rest) => {
    const answer = await received(
      open(`POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\n${rest}GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n`),
    );
    expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1); // the rest is not read as a request
  });

  it('whose headers are longer than 16 KB is closed', async () => {
    const line = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`;
    expect(await statusLine(open(line))).toBe('HTTP/1.1 431 Request Header Fields Too Large');
  });
});

describe('the connections of one address', () => {
  const isClosed = (socket: Socket) =>
    Promise.race([
      received(socket).then(() => true),
      new Promise<boolean>((done) => setTimeout(done, 150, false)),
    ]);

  it('are no more than they may be; one that ends makes room', async () => {
    const held = Array.from({ length: limits.perAddress }, () => open());
    for (const socket of held) await new Promise((done) => socket.once('connect', done));
    expect(await isClosed(open())).toBe(true);
    held[0]?.destroy();
    await expect
      .poll(async () => {
        const socket = open('GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
        return (await received(socket)).split('\r\n')[0];
      })
      .toBe('HTTP/1.1 200 OK');
    for (const socket of held) socket.destroy();
  });
});
