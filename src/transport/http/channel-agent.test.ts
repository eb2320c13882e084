import { createServer, request, type Server } from 'node:http';
import { createConnection } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { ChannelAgent } from './channel-agent';

let server: Server;
afterEach(() => server.close());

/** Make a stream like an SSH channel: no socket methods, and half open after the other side has ended. */
function channelTo(port: number): Duplex {
  const socket = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true });
  const channel = new Duplex({
    read: () => undefined,
    write: (chunk, _encoding, done) => socket.write(chunk, done),
    final: (done) => socket.end(done),
    autoDestroy: false,
  });
  socket.on('data', (chunk) => channel.push(chunk));
  socket.on('end', () => channel.push(null));
  return channel;
}

function listening(): Promise<number> {
  server = createServer((_request, response) => response.end('ok'));
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
}

function get(agent: ChannelAgent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: 'docker' }, async (response) => {
      const chunks = await response.toArray();
      resolve(Buffer.concat(chunks).toString());
    });
    sent.on('error', reject);
    sent.end();
  });
}

it('keeps streams between requests, and forgets one that the other side ended', async () => {
  const port = await listening();
  let opened = 0;
  const agent = new ChannelAgent(async () => {
    opened++;
    return channelTo(port);
  }, 2);
  for (let i = 0; i < 3; i++) expect(await get(agent)).toBe('ok');
  expect(opened).toBe(1);

  server.closeAllConnections();
  await expect.poll(() => Object.values(agent.freeSockets).flat()).toHaveLength(0);
  expect(await get(agent)).toBe('ok');
  expect(opened).toBe(2);
});

it('fails with the reason why no stream could be opened', async () => {
  await listening();
  const agent = new ChannelAgent(() => Promise.reject(new Error('no channel')), 2);
  await expect(get(agent)).rejects.toThrow('no channel');
});
