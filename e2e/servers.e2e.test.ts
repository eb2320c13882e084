// Validation of servers against real machines: sshd, Docker engines, changed host keys, pulled cables.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from '../src/api/testing';
import { generateSshKey } from '../src/lib/ssh-key';
import { organizationScopeOf } from '../src/services/context';
import { probeServer } from '../src/services/server-sweep/probe';
import { findServer } from '../src/services/servers/find';
import { hostOf } from '../src/services/servers/host';
import { restartProxy } from '../src/services/servers/restart-proxy';
import { validateServer } from '../src/services/servers/validate';
import { openLab } from './lab/lab';
import type { Lab, LabHost } from './lab/types';

let lab: Lab;
let test: TestApi;
let organization: TestOrganization;
let owner: ApiCaller;

beforeAll(async () => {
  lab = await openLab();
  test = await openTestApi({ internalHosts: [lab.cidr] });
  organization = await test.addOrganization();
  owner = organization.as('owner');
  const { uuid } = await owner.privateKey.create({ name: 'lab', private_key: lab.clientKey.privatePem });
  labKeyUuid = uuid;
});
afterAll(async () => {
  await test?.close();
  await lab?.stop();
});

let labKeyUuid = '';
const scope = (now?: Date) => ({
  ...organizationScopeOf(test.services, organization.id),
  ...(now ? { clock: { ...test.services.clock, now: () => now } } : {}),
});

/** Add the machine, or find it: one row per address. */
async function add(
  host: LabHost,
  input: Partial<Parameters<ApiCaller['server']['create']>[0]> = {},
): Promise<string> {
  const known = (await owner.server.list({})).find(({ ip }) => ip === host.ip);
  if (known) await owner.server.delete({ uuid: known.uuid });
  const { uuid } = await owner.server.create({
    ip: host.ip,
    port: host.sshPort,
    user: host.user,
    private_key_uuid: labKeyUuid,
    ...input,
  });
  return uuid;
}

async function validated(uuid: string) {
  await validateServer(scope(), { serverUuid: uuid, install: false });
  const server = await owner.server.get({ uuid });
  const { steps = [] } = await owner.server.validation({ uuid });
  return { server, steps, failed: steps.filter(({ state }) => state === 'failed') };
}

describe('validation', () => {
  it('makes a good machine usable: key pinned, network and proxy there', async () => {
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
    const uuid = await add(await lab.sudoHost());
    const { server, failed } = await validated(uuid);
    expect(failed).toEqual([]);
    expect(server.is_usable).toBe(true);
  });

  it('names a machine without Docker, and what to do', async () => {
    const uuid = await add(await lab.bareHost());
    const { server, failed } = await validated(uuid);
    expect(server).toMatchObject({ state: 'invalid', is_reachable: true, is_usable: false });
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.map(({ fix }) => fix).join()).toMatch(/install/i);
    expect(server.validation_logs).toMatch(/docker|git/i);
  });

  it('names a disk that is full', async () => {
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
    const other = generateSshKey();
    const { uuid: keyUuid } = await owner.privateKey.create({ private_key: other.privateKey.reveal() });
    const uuid = await add(await lab.host('two'), { private_key_uuid: keyUuid });
    const { server, failed } = await validated(uuid);
    expect(server).toMatchObject({ state: 'unreachable', is_reachable: false, host_key_fingerprint: null });
    expect(failed).toMatchObject([{ id: 'login', fix: expect.stringContaining(other.publicKey) }]);
  });

  it('names a machine that does not answer, and recovers when it does', async () => {
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
    const host = await lab.host('two');
    const uuid = await add(host, { port: 2 });
    expect((await validated(uuid)).failed).toMatchObject([
      { id: 'connection', detail: expect.stringContaining(':2') },
    ]);
    await owner.server.delete({ uuid });
  });
});

describe('host keys', () => {
  it('are shown before anything is trusted', async () => {
    const host = await lab.host('two');
    const shown = await owner.server.scanHostKey({ ip: host.ip, port: host.sshPort });
    expect(shown).toEqual({ type: 'ssh-ed25519', fingerprint: host.hostKeyFingerprint });
  });

  it('other than the confirmed one block the server', async () => {
    const host = await lab.host('two');
    const confirmed = `SHA256:${'A'.repeat(43)}`;
    const uuid = await add(host, { host_key_fingerprint: confirmed });
    const { server, failed } = await validated(uuid);
    expect(server).toMatchObject({
      state: 'blocked',
      presented_host_key_fingerprint: host.hostKeyFingerprint,
    });
    expect(failed[0]?.detail).toContain(confirmed);
    expect(failed[0]?.detail).toContain(host.hostKeyFingerprint);
  });

  it('that change block the server with both fingerprints until an owner accepts', async () => {
    const host = await lab.host('two');
    const uuid = await add(host, { host_key_fingerprint: host.hostKeyFingerprint });
    const pinned = host.hostKeyFingerprint;
    expect((await validated(uuid)).server.state).toBe('usable');

    await host.rotateHostKey();
    const presented = host.hostKeyFingerprint;
    expect(presented).not.toBe(pinned);
    const { server, failed } = await validated(uuid);
    expect(server).toMatchObject({
      state: 'blocked',
      host_key_fingerprint: pinned,
      presented_host_key_fingerprint: presented,
    });
    const blocked = await findServer(scope(), uuid);
    for (const fingerprint of [pinned, presented]) {
      expect(failed[0]?.detail).toContain(fingerprint);
      expect(server.validation_logs).toContain(fingerprint);
      expect(() => hostOf(scope(), blocked)).toThrow(fingerprint);
    }
    await expect(owner.server.validate({ uuid })).rejects.toThrow(presented);

    await owner.server.acceptHostKey({ uuid, fingerprint: presented });
    expect((await validated(uuid)).server).toMatchObject({
      state: 'usable',
      host_key_fingerprint: presented,
    });
  });
});

describe('the reachability sweep', () => {
  it('reports a machine after three lost probes in two minutes, and takes it back after two good ones', async () => {
    const host = await lab.host('two');
    const uuid = await add(host);
    await validated(uuid);
    const states: string[] = [];
    const probeAt = async (minute: number) => {
      const at = scope(new Date(Date.UTC(2030, 0, 1, 0, minute)));
      await probeServer(at, await findServer(at, uuid));
      states.push((await owner.server.get({ uuid })).state);
    };
    await host.stopSshd();
    try {
      for (const minute of [0, 1, 2]) await probeAt(minute);
    } finally {
      await host.startSshd();
    }
    for (const minute of [3, 4]) await probeAt(minute);
    expect(states).toEqual(['usable', 'usable', 'unreachable', 'unreachable', 'usable']);
  });

  it('blocks a server whose host key has changed', async () => {
    const host = await lab.host('two');
    const uuid = await add(host);
    await validated(uuid);
    await host.rotateHostKey();
    test.services.hosts.drop(uuid); // the connection that is open does not see the change; the next one does
    await probeServer(scope(), await findServer(scope(), uuid));
    expect(await owner.server.get({ uuid })).toMatchObject({
      state: 'blocked',
      presented_host_key_fingerprint: host.hostKeyFingerprint,
    });
  });
});
