import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';

let test: DatabaseTest;
beforeAll(async () => {
  test = await startDatabaseTest();
  test.host.docker.onStart = (container) => {
    container.health = 'healthy';
  };
});
afterAll(() => test.server.stop());

const file = `services:
  db:
    image: postgres:16-alpine
    environment: {POSTGRES_PASSWORD: "s3cret pass", POSTGRES_DB: shop}
    healthcheck: {test: [CMD, "true"]}
  open:
    image: redis:7
    healthcheck: {test: [CMD, "true"]}
  stray:
    image: memcached:1
    healthcheck: {test: [CMD, "true"]}
  web:
    image: nginx:1.27
    ports: ["18080:80"]
    healthcheck: {test: [CMD, "true"]}
`;

interface Made {
  uuid: string;
  /** Get the path of a database by its name. */
  path: (name: string) => string;
}

let made = 0;

async function make(text = file): Promise<Made> {
  // Each service maps its own port.
  const own = text.replace('18080', String(18_080 + ++made));
  const docker_compose_raw = Buffer.from(own).toString('base64');
  const { body: created } = await test.call('POST', '/services', { ...test.place, docker_compose_raw });
  const { body } = await test.call('GET', `/services/${created.uuid}/databases`);
  const idOf = (name: string) => body.find((each: { name: string }) => each.name === name)?.uuid;
  return { uuid: created.uuid, path: (name) => `/services/${created.uuid}/databases/${idOf(name)}` };
}

const containers = (uuid: string) =>
  [...test.host.docker.containers.values()].filter(
    ({ status, spec }) => status === 'running' && spec.labels['gantry.resource'] === uuid,
  );
const names = (uuid: string) => containers(uuid).map(({ spec }) => spec.labels['gantry.component']);
const start = async (uuid: string) => {
  await test.call('POST', `/services/${uuid}/start`);
  await test.work();
};

describe('a database of a service', () => {
  it('opens and closes its port without being touched, and has its address', async () => {
    const { uuid, path } = await make();
    await start(uuid);
    const before = containers(uuid).map(({ id }) => id);
    const opened = await test.call('PATCH', path('db'), { is_public: true, public_port: 15_432 });
    expect(opened).toMatchObject({
      status: 200,
      body: {
        is_public: true,
        public_port: 15_432,
        internal_db_url: `postgres://postgres:s3cret%20pass@db-${uuid}:5432/shop`,
        external_db_url: 'postgres://postgres:s3cret%20pass@203.0.113.9:15432/shop',
      },
    });
    await test.work();
    expect(names(uuid).sort()).toEqual(['db', 'db:proxy', 'open', 'stray', 'web']);
    const forwarder = containers(uuid).find(({ spec }) => spec.labels['gantry.component'] === 'db:proxy');
    expect(forwarder?.spec.cmd?.at(-1)).toMatch(`TCP:db-${uuid}:5432,`);
    expect(before.every((id) => containers(uuid).some((each) => each.id === id))).toBe(true);
    // A restart leaves the proxy where it is, a stop removes it, and a start brings it back.
    await test.call('POST', `/services/${uuid}/restart`);
    await test.work();
    expect(names(uuid)).toContain('db:proxy');
    await test.call('POST', `/services/${uuid}/stop`);
    await test.work();
    expect(names(uuid)).toEqual([]);
    await start(uuid);
    expect(names(uuid)).toContain('db:proxy');
    const { body: closed } = await test.call('PATCH', path('db'), { is_public: false });
    expect(closed).toMatchObject({ is_public: false, external_db_url: null });
    await test.work();
    expect(names(uuid).sort()).toEqual(['db', 'open', 'stray', 'web']);
  });

  it('shows its addresses to those alone who may see secrets', async () => {
    const { path } = await make();
    const reader = await test.server.key(['read']);
    const { body } = await test.call('GET', path('db'), undefined, reader);
    expect(body.name).toBe('db');
    expect(body).not.toHaveProperty('internal_db_url');
  });

  it('has no port that another resource has, and gives its own back', async () => {
    const first = await make();
    const port = { is_public: true, public_port: 15_500 };
    expect((await test.call('PATCH', first.path('db'), port)).status).toBe(200);
    const second = await make();
    expect(await test.call('PATCH', second.path('db'), port)).toMatchObject({
      status: 400,
      body: { message: 'Public port already used by another database.' },
    });
    const mapped = Buffer.from(file.replace('18080', '15500')).toString('base64');
    for (const uuid of [first.uuid, second.uuid]) {
      const { body } = await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: mapped });
      expect(body.errors.docker_compose_raw[0]).toContain('15500');
    }
    // Another change of the file keeps the port; a service that is removed releases it.
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const change = (text: string) =>
      test.call('PATCH', `/services/${first.uuid}`, { docker_compose_raw: base64(text) });
    expect((await change(file.replace('nginx:1.27', 'nginx:1.28'))).status).toBe(200);
    expect((await test.call('PATCH', second.path('db'), port)).status).toBe(400);
    expect((await change(file.replace(/ {2}db:[\s\S]*(?= {2}open)/, ''))).status).toBe(200);
    expect((await test.call('PATCH', second.path('db'), port)).status).toBe(200);
  });

  it.each([
    ['open', 'REDIS_PASSWORD'],
    ['stray', 'Publish its port with ports'],
  ])('is not opened where no one is asked for a password: %s', async (name, reason) => {
    const { path } = await make();
    const refused = await test.call('PATCH', path(name), { is_public: true, public_port: 15_600 });
    expect(refused).toMatchObject({ status: 422, body: { errors: { is_public: [expect.any(String)] } } });
    expect(refused.body.errors.is_public[0]).toContain(reason);
    expect(await test.call('PATCH', path(name), { is_public: false, public_port: null })).toMatchObject({
      status: 200,
    });
    expect(await test.call('PATCH', path(name), { is_public: true })).toMatchObject({ status: 422 });
  });
});
