import { Server } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { connect } from './connect';
import { ed25519KeyPair } from './key-pair.testing';
import type { HostTarget } from './target';

const userKey = ed25519KeyPair();
const hostKey = ed25519KeyPair();
const blob = hostKey.public.split(' ')[1] ?? '';

/** Listens on 127.0.0.1 only: every other loopback address refuses. */
const machine = new Server({ hostKeys: [hostKey.private] }, (client) => {
  client.on('authentication', (attempt) => attempt.accept()).on('error', () => undefined);
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
  const bound = machine.address();
  port = typeof bound === 'object' && bound ? bound.port : 0;
});
afterAll(() => machine.close());

function targetAt(locate: HostTarget['locate']): HostTarget {
  return {
    serverUuid: 'x',
    address: 'no-such-name.invalid',
    locate,
    port,
    user: 'root',
    privateKey: new Secret(userKey.private),
    hostKey: blob,
    connectTimeoutSeconds: 10,
  };
}

describe('a connection', () => {
  it.each([[['127.0.0.1']], [['127.0.0.2', '127.0.0.1']], [['::1', '127.0.0.1']]])(
    'goes to the addresses that were judged (%j), looked up once, and asks no resolver',
    async (addresses) => {
      let asked = 0;
      const client = await connect(targetAt(async () => (asked++ === 0 ? addresses : [])));
      client.end();
      expect(asked).toBe(1);
    },
  );

  it('is not made when no address is left, or one is not allowed', async () => {
    await expect(connect(targetAt(async () => []))).rejects.toMatchObject({
      kind: 'dns',
      message: expect.stringContaining('no-such-name.invalid does not resolve'),
    });
    await expect(connect(targetAt(() => Promise.reject(new Error('not allowed'))))).rejects.toThrow(
      'not allowed',
    );
  });

  it('says which of them refuses', async () => {
    await expect(connect(targetAt(async () => ['127.0.0.2', '127.0.0.3']))).rejects.toMatchObject({
      kind: 'refused',
    });
  });
});
