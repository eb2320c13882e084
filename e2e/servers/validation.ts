import { describe, expect, it } from 'vitest';
import { generateSshKey } from '../../src/lib/ssh-key';
import { restartProxy } from '../../src/services/servers/restart-proxy';
import type { Stage } from './stage';

/** What makes a machine usable, and what is said of one that is not. */
export function describeValidation(stage: () => Stage): void {
  describe('validation', () => {
    it('makes a good machine usable: key pinned, network and proxy there', async () => {
      const { lab, test, add, validated } = stage();
      const host = await lab.host('one');
      const uuid = await add(host);
      const { server, steps, failed } = await validated(uuid);
      expect(failed).toEqual([]);
      expect(server).toMatchObject({
        state: 'usable',
        is_reachable: true,
        is_usable: true,
        validation_logs: expect.anything(),
      });
      expect(server.host_key_fingerprint).toBe(host.hostKeyFingerprint);
      expect(steps.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['address', 'host_key', 'login', 'docker', 'proxy']),
      );
      expect(server.proxy).toEqual({ type: 'CADDY', status: 'running' });
      const { stdout } = await host.exec([
        'docker',
        'network',
        'inspect',
        'coolify',
        '--format',
        '{{.Driver}}',
      ]);
      expect(stdout.trim()).toBe('bridge');
      const announced = test.changes.filter((change) => change.kind === 'server' && change.uuid === uuid);
      expect(announced.length).toBeGreaterThan(steps.length);
    });

    it('restarts the proxy', async () => {
      const { lab, owner, scope } = stage();
      const host = await lab.host('one');
      const [server] = await owner.server.list({});
      const startedAt = async () =>
        (await host.exec(['docker', 'inspect', 'coolify-proxy', '--format', '{{.State.StartedAt}}'])).stdout;
      const before = await startedAt();
      await restartProxy(scope(), server?.uuid ?? '');
      expect(await startedAt()).not.toBe(before);
      expect(await owner.server.proxy({ uuid: server?.uuid ?? '' })).toMatchObject({ status: 'running' });
    });

    it('works for a user with password-less sudo', async () => {
      const { lab, add, validated } = stage();
      const uuid = await add(await lab.sudoHost());
      const { server, failed } = await validated(uuid);
      expect(failed).toEqual([]);
      expect(server.is_usable).toBe(true);
    });

    it('names a machine without Docker, and what to do', async () => {
      const { lab, add, validated } = stage();
      const uuid = await add(await lab.bareHost());
      const { server, failed } = await validated(uuid);
      expect(server).toMatchObject({ state: 'invalid', is_reachable: true, is_usable: false });
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.map(({ fix }) => fix).join()).toMatch(/install/i);
      expect(server.validation_logs).toMatch(/docker|git/i);
    });

    it('names a disk that is full', async () => {
      const { lab, add, validated } = stage();
      const host = await lab.smallDiskHost();
      const { stdout } = await host.exec(['df', '--output=avail', '--block-size=1M', '/var/lib/docker']);
      const freeMegabytes = Number(stdout.trim().split('\n').at(-1));
      const file = '/var/lib/docker/filler';
      await host.exec(['fallocate', '--length', `${freeMegabytes - 100}M`, file]);
      try {
        const { server, failed } = await validated(await add(host));
        expect(server.state).toBe('invalid');
        expect(failed).toMatchObject([
          { id: 'disk', detail: expect.stringContaining('0.1 of'), fix: expect.any(String) },
        ]);
      } finally {
        await host.exec(['rm', file]);
      }
    });

    it('names a port that another web server holds', async () => {
      const { lab, add, validated } = stage();
      const host = await lab.host('two');
      const busy = [
        'docker',
        'run',
        '--detach',
        '--name',
        'other',
        '--publish',
        '443:8080',
        'gantry-test/web:1',
      ];
      expect((await host.exec(busy)).code).toBe(0);
      try {
        const { server, failed } = await validated(await add(host));
        expect(server).toMatchObject({ state: 'invalid', is_reachable: true });
        expect(failed).toMatchObject([{ id: 'ports', detail: expect.stringContaining('443') }]);
      } finally {
        await host.exec(['docker', 'rm', '--force', 'other']);
      }
    });

    it('names a key that the machine refuses, with the line to add', async () => {
      const { lab, owner, add, validated } = stage();
      const other = generateSshKey();
      const { uuid: keyUuid } = await owner.privateKey.create({ private_key: other.privateKey.reveal() });
      const uuid = await add(await lab.host('two'), { private_key_uuid: keyUuid });
      const { server, failed } = await validated(uuid);
      expect(server).toMatchObject({ state: 'unreachable', is_reachable: false, host_key_fingerprint: null });
      expect(failed).toMatchObject([{ id: 'login', fix: expect.stringContaining(other.publicKey) }]);
    });

    it('names a machine that does not answer, and recovers when it does', async () => {
      const { lab, owner, add, validated } = stage();
      const host = await lab.host('two');
      const uuid = await add(host);
      await owner.server.update({ uuid, connection_timeout: 2 });
      await host.disconnect();
      try {
        const { server, failed } = await validated(uuid);
        expect(server.state).toBe('unreachable');
        expect(failed).toMatchObject([{ id: 'connection', detail: expect.stringContaining(host.ip) }]);
      } finally {
        await host.reconnect();
      }
      expect((await validated(uuid)).server.state).toBe('usable');
    });

    it('names a closed port', async () => {
      const { lab, owner, add, validated } = stage();
      const host = await lab.host('two');
      const uuid = await add(host, { port: 2 });
      expect((await validated(uuid)).failed).toMatchObject([
        { id: 'connection', detail: expect.stringContaining(':2') },
      ]);
      await owner.server.delete({ uuid });
    });
  });
}
