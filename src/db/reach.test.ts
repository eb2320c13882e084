import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ProbeResult, Reach } from './reach';

let server: Server;
let far: Socket;
let near: Socket;
let reach: Reach;
let result: ProbeResult;

/** What happens during a probe. */
let meanwhile: () => Promise<unknown>;

beforeEach(async () => {
  meanwhile = async () => undefined;
  reach = new Reach({
    probe: async () => {
      await meanwhile();
      return result;
    },
  });
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  near = reach.socket();
  // A TCP server's address is an object.
  near.connect((server.address() as AddressInfo).port, '127.0.0.1');
  [far] = (await once(server, 'connection')) as [Socket];
});
afterEach(async () => {
  await reach.close();
  near.destroy();
  far.destroy();
  server.close();
});

async function send(): Promise<void> {
  far.write('row');
  await once(near, 'data');
}

describe('a doubt whether PostgreSQL answers', () => {
  it.each([
    { of: 'a probe without an answer', result: 'silent', receives: false, isAway: true },
    {
      of: 'a probe without an answer while others get theirs',
      result: 'silent',
      receives: true,
      isAway: false,
    },
    { of: 'a refused probe, whatever came before', result: 'refuses', receives: true, isAway: true },
    { of: 'an answered probe', result: 'answers', receives: false, isAway: false },
  ] as const)('is decided by $of', async (row) => {
    result = row.result;
    await send();
    if (row.receives) meanwhile = send;
    const asked = new Promise<void>((resolve) => {
      const work = meanwhile;
      meanwhile = async () => {
        await work();
        resolve();
      };
    });
    reach.doubt('a test');
    await asked;
    // The decision follows in the next turns of the event loop.
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    expect(reach.isAway).toBe(row.isAway);
    result = 'answers';
    meanwhile = async () => undefined;
  });
});
