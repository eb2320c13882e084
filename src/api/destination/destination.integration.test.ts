import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let uuid: string;
let queued: string[] = [];

beforeAll(async () => {
  const queue = {
    async enqueue(name: string) {
      queued.push(name);
    },
  };
  test = await startApplicationTest({ queue });
  const { body } = await test.call('GET', `/servers/${test.place.server_uuid}/destinations`);
  uuid = body[0].uuid;
});
beforeEach(() => {
  queued = [];
});
afterAll(() => test.server.stop());

const create = (body: unknown) => test.call('POST', `/servers/${test.place.server_uuid}/destinations`, body);

describe('destinations', () => {
  it('are made isolated, found, renamed and listed', async () => {
    const made = await create({ network: 'second' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'second',
        network: 'second',
        type: 'standalone',
        server_uuid: test.place.server_uuid,
        is_isolated: true,
      },
    });
    const path = `/destinations/${made.body.uuid}`;
    expect(await test.call('PATCH', path, { name: 'Back office' })).toMatchObject({
      status: 200,
      body: { name: 'Back office', network: 'second' },
    });
    expect((await test.call('GET', path)).body.name).toBe('Back office');
    const names = (await test.call('GET', '/destinations')).body.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['coolify', 'Back office']);
    expect(await test.call('DELETE', path)).toMatchObject({ status: 200, body: { message: 'Deleted.' } });
    expect(queued).toEqual(['server.keep-networks']);
    expect((await test.call('GET', path)).status).toBe(404);
  });

  it('have a network of their own on their server, and none of Docker or Gantry', async () => {
    expect((await create({ network: 'coolify' })).status).toBe(409);
    for (const network of ['host', 'bridge', `coolify-${'a'.repeat(24)}`, 'a;id', ''])
      expect((await create({ network })).status).toBe(422);
    expect((await create({ network: 'third', type: 'swarm' })).status).toBe(422);
  });

  it('with resources are kept', async () => {
    await test.addApplication();
    expect(await test.call('DELETE', `/destinations/${uuid}`)).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('attached resources') },
    });
  });

  it('of another organization are not there', async () => {
    const { token } = await test.stranger();
    for (const [method, path] of [
      ['GET', `/destinations/${uuid}`],
      ['GET', `/destinations/${uuid}/isolation`],
      ['DELETE', `/destinations/${uuid}`],
      ['GET', `/servers/${test.place.server_uuid}/destinations`],
    ] as const)
      expect((await test.call(method, path, undefined, token)).status).toBe(404);
  });
});

describe('isolation', () => {
  const path = () => `/destinations/${uuid}`;
  const kept = () => test.server.database.unscoped.destination.findUniqueOrThrow({ where: { uuid } });

  it('is switched by an owner, who is shown what moves', async () => {
    await test.server.database.unscoped.destination.update({ where: { uuid }, data: { isIsolated: false } });
    const application = await test.addApplication({ name: 'Shop' });
    const { body: plan } = await test.call('GET', `${path()}/isolation`);
    expect(plan).toMatchObject({ is_isolated: false, shared_network: 'coolify' });
    const [network] = plan.networks;
    expect(network.network).toBe(`coolify-${network.environment_uuid}`);
    expect(network.resources).toContainEqual({
      uuid: application,
      name: 'Shop',
      type: 'application',
      is_running: false,
    });
    expect((await test.call('PATCH', path(), { is_isolated: true })).body.is_isolated).toBe(true);
    expect(queued).toEqual(['server.keep-networks']);
    await test.call('PATCH', path(), { is_isolated: true });
    expect(queued).toHaveLength(1);
  });

  it('is not switched by an admin', async () => {
    const admin = await test.server.member('admin');
    const token = await test.server.key(['root'], admin);
    expect((await test.call('PATCH', path(), { is_isolated: false }, token)).status).toBe(403);
    expect((await kept()).isIsolated).toBe(true);
    expect(queued).toEqual([]);
  });
});

describe('network_pool of a server', () => {
  const path = () => `/servers/${test.place.server_uuid}`;

  it('is a private range', async () => {
    expect((await test.call('GET', path())).body.settings.network_pool).toBe('10.213.0.0/16');
    expect((await test.call('PATCH', path(), { network_pool: '172.20.0.0/18' })).status).toBe(201);
    expect((await test.call('GET', path())).body.settings.network_pool).toBe('172.20.0.0/18');
    for (const network_pool of ['8.8.0.0/16', '172.20.0.1/18', '10.0.0.0/30', 'x'])
      expect((await test.call('PATCH', path(), { network_pool })).status).toBe(422);
  });
});
