import { expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret';
import { generateSshKey } from '../../src/lib/ssh-key';
import { HostKeyMismatch } from '../../src/transport/ssh/failures';
import { scanHostKey } from '../../src/transport/ssh/host-key';
import { deadlineMs } from './shell';
import type { Stage } from './stage';

/** Connections that are not made: the host key is not the pinned one, or nothing answers as it should. */
export function testRefusals(stage: () => Stage): void {
  it('read a host key without signing in', async () => {
    const { one } = stage();
    const { fingerprint, type } = await scanHostKey(one.ip, one.sshPort, 5000);
    expect([fingerprint, type]).toEqual([one.hostKeyFingerprint, 'ssh-ed25519']);
  });

  it('are refused without a pinned key', async () => {
    const { hosts, one } = stage();
    const host = await hosts.host(one, { serverUuid: 'unpinned', hostKey: null });
    await expect(host.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({
      code: 'precondition_failed',
    });
  });

  it.each([
    ['dns', { address: 'no-such-host.invalid', locate: async () => [] }, /does not resolve/],
    ['refused', { port: 2 }, /Nothing listens/],
    ['authentication', { user: 'no-such-user' }, /authorized_keys of that user/],
    ['private_key', { privateKey: new Secret('not a key') }, /cannot be read/],
  ] as const)('say why they fail: %s', async (kind, changes, words) => {
    const { hosts, one } = stage();
    const host = await hosts.host(one, { serverUuid: `failing-${kind}`, ...changes });
    const failure = expect(host.run({ argv: ['true'], deadlineMs })).rejects;
    await failure.toMatchObject({ name: 'ConnectFailure', kind, message: expect.stringMatching(words) });
  });

  it('say why they fail: another key, another service, no answer', async () => {
    const { lab, hosts, one } = stage();
    const wrongKey = generateSshKey().privateKey;
    const stranger = await hosts.host(one, { serverUuid: 'stranger', privateKey: wrongKey });
    await expect(stranger.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({
      kind: 'authentication',
    });

    const [address = '', port = '80'] = lab.registry.host.split(':');
    const registry = await hosts.host(one, {
      serverUuid: 'registry',
      address,
      port: Number(port),
      connectTimeoutSeconds: 2,
    });
    await expect(registry.run({ argv: ['true'], deadlineMs })).rejects.toThrow(
      /Check (that this is )?the port/,
    );

    const silent = await hosts.host(one, { serverUuid: 'silent', connectTimeoutSeconds: 1 });
    await one.disconnect();
    try {
      const started = performance.now();
      await expect(silent.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({
        message: expect.stringMatching(/did not respond within 1 s|cannot be reached/),
      });
      expect(performance.now() - started).toBeLessThan(4000);
    } finally {
      await one.reconnect();
    }
  });

  it('are blocked when the host key has changed, naming both fingerprints', async () => {
    const { hosts, sudo } = stage();
    const target = await hosts.target(sudo, { serverUuid: 'rotated' });
    const before = sudo.hostKeyFingerprint;
    await sudo.rotateHostKey();
    const after = (await scanHostKey(sudo.ip, sudo.sshPort, 5000)).fingerprint;
    const error = await hosts.pool
      .host(target)
      .run({ argv: ['true'], deadlineMs })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(HostKeyMismatch);
    expect(error).toMatchObject({ code: 'conflict', expected: before, presented: after });
    for (const words of [before, after, 'an owner must accept']) expect(error.message).toContain(words);
    expect(after).not.toBe(before);
  });
}
