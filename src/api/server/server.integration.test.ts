import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUuid } from '../../lib/random';
import { addApplication, addServer } from '../rows.testing';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from '../testing';
import { serverCreator } from './server.testing';

let test: TestApi;
let first: TestOrganization;
let ours: TestOrganization;
let owner: ApiCaller;
let stranger: ApiCaller;

beforeAll(async () => {
  test = await openTestApi({ internalHosts: ['127.5.0.0/16'] });
  first = await test.addOrganization();
  ours = await test.addOrganization();
  owner = ours.as('owner');
  stranger = (await test.addOrganization()).as('owner');
});
afterAll(() => test.close());

const fieldRefused = (field: string) =>
  expect.objectContaining({
    code: 'BAD_REQUEST',
    cause: expect.objectContaining({ fields: { [field]: [expect.any(String)] } }),
  });
const missing = expect.objectContaining({ code: 'NOT_FOUND', message: 'Server not found.' });

const create = serverCreator();

describe('servers', () => {
  it('need an address and a key only', async () => {
    const { uuid } = await create(owner, { ip: '198.51.100.1' });
    const server = await owner.server.get({ uuid });
    expect(server).toMatchObject({
      description: null,
      name: '198.51.100.1',
      ip: '198.51.100.1',
      port: 22,
      user: 'root',
      proxy_type: 'caddy',
      is_reachable: false,
      is_usable: false,
      state: 'unvalidated',
      settings: { concurrent_builds: 2, dynamic_timeout: 3600, deployment_queue_limit: 25, is_usable: false },
    });
    expect(Object.keys(server).slice(0, 4)).toEqual(['id', 'uuid', 'description', 'name']);
    expect(Object.keys(server).slice(-2)).toEqual(['created_at', 'updated_at']);
    const proxyKeys = Object.keys(await owner.server.proxy({ uuid }));
    for (const keys of [Object.keys(server.proxy), proxyKeys]) expect(keys).toEqual([...keys].sort());
    expect(server).not.toHaveProperty('resources');
    expect(test.jobs).toEqual([]);
  });

  it('answer every member of the contract, secrets only to those who may read them', async () => {
    const { uuid } = await create(owner);
    const reader = ours.withRedaction('owner', ['read']);
    const [plain, full] = [await reader.api.server.get({ uuid }), await owner.server.get({ uuid })];
    const secrets = Object.keys(full.settings).filter((key) => !(key in plain.settings));
    expect(secrets.sort()).toEqual([
      'logdrain_axiom_api_key',
      'logdrain_custom_config',
      'logdrain_custom_config_parser',
      'logdrain_newrelic_license_key',
      'sentinel_custom_url',
      'sentinel_token',
    ]);
    expect(reader.redactedFields).toEqual(new Set(secrets));
  });

  it('are validated at once when asked', async () => {
    const { uuid } = await create(owner, { instant_validate: true });
    const payload = {
      organizationId: ours.id,
      actorUserId: expect.any(String),
      serverUuid: uuid,
      install: false,
    };
    expect(test.jobs).toContainEqual({ name: 'server.validate', payload });
    expect(await owner.server.validate({ uuid, install: true })).toEqual({
      message: 'Validation and installation started.',
    });
    expect(test.jobs).toContainEqual({ name: 'server.validate', payload: { ...payload, install: true } });
    expect(await owner.server.validate({ uuid })).toEqual({ message: 'Validation started.' });
  });

  it('refuse a second server at the same address in the organization, also when two calls race', async () => {
    const inUse = { code: 'BAD_REQUEST', message: 'A server with this IP/Domain is already in use.' };
    const calls = await Promise.allSettled([1, 2, 3].map(() => create(owner, { ip: 'twice.example' })));
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(create(owner, { ip: 'TWICE.example' })).rejects.toMatchObject(inUse);
    const { uuid } = await create(owner);
    await expect(owner.server.update({ uuid, ip: 'twice.example' })).rejects.toMatchObject(inUse);
    await expect(create(stranger, { ip: 'twice.example' })).resolves.toHaveProperty('uuid');
  });

  it('change what was sent; a new way in means a new validation', async () => {
    const { uuid } = await create(owner);
    await test.database.unscoped.server.update({
      where: { uuid },
      data: { state: 'usable', hostKey: 'AAAA' },
    });
    test.jobs.length = 0;
    expect(await owner.server.update({ uuid, name: 'Renamed', connection_timeout: 30 })).toEqual({ uuid });
    expect(await owner.server.get({ uuid })).toMatchObject({
      name: 'Renamed',
      state: 'usable',
      settings: { connection_timeout: 30 },
    });
    expect(test.jobs).toEqual([]);
    await owner.server.update({ uuid, port: 2222 });
    expect(await owner.server.get({ uuid })).toMatchObject({
      port: 2222,
      state: 'unvalidated',
      is_usable: false,
    });
    expect(test.jobs).toMatchObject([{ name: 'server.validate', payload: { serverUuid: uuid } }]);
    const row = await test.database.unscoped.server.findUniqueOrThrow({ where: { uuid } });
    expect(row.hostKey).toBe('AAAA');
  });

  it('are deleted, with their resources only by force', async () => {
    const { uuid: projectUuid } = await owner.project.create({ name: 'Project' });
    const server = await addServer(test, ours, 'busy.example');
    await addApplication(test, ours, projectUuid, { server, status: 'running:healthy' });
    const { uuid } = server;
    expect(await owner.server.resources({ uuid })).toMatchObject([
      { type: 'application', status: 'running:healthy' },
    ]);
    expect((await owner.server.get({ uuid, resources: '1' })).resources).toHaveLength(1);
    await expect(owner.server.delete({ uuid })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: 'Server has resources, so it cannot be deleted.',
    });
    expect(await owner.server.delete({ uuid, force: 'true' })).toEqual({ message: 'Server deleted.' });
    await expect(owner.server.get({ uuid })).rejects.toEqual(missing);
  });

  it('list the domains of their applications once each', async () => {
    const { uuid: projectUuid } = await owner.project.create({ name: 'Domains' });
    const server = await addServer(test, ours, '203.0.113.200');
    expect(await owner.server.domains({ uuid: server.uuid })).toEqual([]);
    const application = await addApplication(test, ours, projectUuid, { server });
    const common = { organizationId: ours.id, workloadId: application.id, scheme: 'https' };
    await test.database.unscoped.domain.createMany({
      data: [
        { ...common, host: 'b.example' },
        { ...common, host: 'a.example' },
        { ...common, host: 'a.example', path: '/x' },
      ],
    });
    expect(await owner.server.domains({ uuid: server.uuid })).toEqual([
      { ip: '203.0.113.200', domains: ['a.example', 'b.example'] },
    ]);
    const other = await addApplication(test, ours, projectUuid, { server });
    const ofOne = (application_uuid: string) => owner.server.domains({ uuid: server.uuid, application_uuid });
    expect(await ofOne(application.uuid)).toHaveLength(1);
    expect(await ofOne(other.uuid)).toEqual([]);
  });

  it('are "not there" for another organization', async () => {
    const { uuid } = await create(owner);
    const fingerprint = `SHA256:${'A'.repeat(43)}`;
    for (const [caller, id] of [
      [stranger, uuid],
      [owner, newUuid()],
      [owner, '\0'],
    ] as const) {
      const { server } = caller;
      const calls = [
        server.get({ uuid: id }),
        server.update({ uuid: id, name: 'Mine' }),
        server.delete({ uuid: id, force: true }),
        server.validate({ uuid: id }),
        server.validation({ uuid: id }),
        server.resources({ uuid: id }),
        server.domains({ uuid: id }),
        server.proxy({ uuid: id }),
        server.proxyRestart({ uuid: id }),
        server.acceptHostKey({ uuid: id, fingerprint }),
      ];
      for (const call of await Promise.allSettled(calls))
        expect(call).toEqual({ status: 'rejected', reason: missing });
    }
    const foreignKey = await stranger.privateKey.generate({});
    await expect(create(owner, { private_key_uuid: foreignKey.uuid })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'Private Key not found.',
    });
  });
});

describe('the proxy of a server that was never validated', () => {
  it('is not restarted: it is not known yet what machine that is', async () => {
    const { uuid } = await create(owner);
    test.jobs.length = 0;
    await expect(owner.server.proxyRestart({ uuid })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: 'This server has not been validated yet. Validate it first.',
    });
    expect(test.jobs).toEqual([]);
  });
});

describe('INTERNAL_HOSTS', () => {
  it('opens listed addresses to every organization', async () => {
    await expect(create(owner, { ip: '127.5.0.1' })).resolves.toHaveProperty('uuid');
    await expect(create(owner, { ip: '127.6.0.1' })).rejects.toEqual(fieldRefused('ip'));
    await expect(create(first.as('admin'), { ip: '127.6.0.1' })).resolves.toHaveProperty('uuid');
  });
});

describe('a blocked server', () => {
  const block = {
    state: 'blocked',
    hostKey: 'old',
    hostKeyFingerprint: `SHA256:${'a'.repeat(43)}`,
    presentedHostKey: 'new',
    presentedHostKeyFingerprint: `SHA256:${'b'.repeat(43)}`,
  } as const;

  it('refuses every action with both fingerprints, until an owner accepts the key that was shown', async () => {
    const { uuid } = await create(owner);
    await test.database.unscoped.server.update({ where: { uuid }, data: block });
    const fingerprint = block.presentedHostKeyFingerprint;
    for (const call of [owner.server.validate, owner.server.proxyRestart]) {
      const refused = await call({ uuid }).catch((error: Error) => error.message);
      expect(refused).toContain(block.hostKeyFingerprint);
      expect(refused).toContain(fingerprint);
    }
    await expect(ours.as('admin').server.acceptHostKey({ uuid, fingerprint })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const another = `SHA256:${'c'.repeat(43)}`;
    await expect(owner.server.acceptHostKey({ uuid, fingerprint: another })).rejects.toEqual(
      fieldRefused('fingerprint'),
    );
    test.jobs.length = 0;
    await owner.server.acceptHostKey({ uuid, fingerprint });
    expect(await owner.server.get({ uuid })).toMatchObject({
      state: 'unvalidated',
      host_key_fingerprint: fingerprint,
      presented_host_key_fingerprint: null,
    });
    expect(test.jobs).toMatchObject([{ name: 'server.validate' }]);
    await expect(owner.server.acceptHostKey({ uuid, fingerprint })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});
