import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let destination: string;
let other: string;
beforeAll(async () => {
  test = await startApplicationTest();
  const { unscoped: db } = test.server.database;
  destination = (await db.destination.findFirstOrThrow()).uuid;
  const { body } = await test.call('POST', `/projects/${test.place.project_uuid}/environments`, {
    name: 'staging',
  });
  other = body.uuid;
});
afterAll(() => test.server.stop());

const composeFile = `services:
  web:
    image: nginx:1.27
    environment:
      - SERVICE_FQDN_WEB_80
      - PASSWORD=$SERVICE_PASSWORD_WEB
`;

const makers: [string, string, () => Promise<string>][] = [
  ['applications', 'Application', () => test.addApplication({ domains: 'http://shop.example' })],
  [
    'databases',
    'Database',
    async () => {
      const open = { is_public: true, public_port: 20_000 + Math.floor(Math.random() * 10_000) };
      return (await test.call('POST', '/databases/postgresql', { ...test.place, ...open })).body.uuid;
    },
  ],
  [
    'services',
    'Service',
    async () => {
      const docker_compose_raw = Buffer.from(composeFile).toString('base64');
      return (await test.call('POST', '/services', { ...test.place, docker_compose_raw })).body.uuid;
    },
  ],
];

describe.each(makers)('/%s', (path, name, make) => {
  let uuid: string;
  beforeAll(async () => {
    uuid = await make();
    await test.call('POST', `/${path}/${uuid}/envs`, { key: 'KEPT', value: 'pa$$word # kept' });
    await test.call('POST', `/${path}/${uuid}/tags`, { tag_name: 'kept' });
  });

  it('moves to another environment', async () => {
    expect(await test.call('POST', `/${path}/${uuid}/move`, { environment_uuid: other })).toMatchObject({
      status: 200,
      body: {
        message: `${name} moved successfully.`,
        uuid,
        project_uuid: test.place.project_uuid,
        environment_uuid: other,
      },
    });
    const list = await test.call('GET', `/${path}?environment_uuid=${other}`);
    expect(list.body.map((each: { uuid: string }) => each.uuid)).toEqual([uuid]);
  });

  it('does not move to where the caller sees nothing', async () => {
    const { token, place } = await test.stranger();
    const theirs = await test.call('GET', `/projects/${place.project_uuid}/environments`, undefined, token);
    for (const environment_uuid of [theirs.body[0].uuid, 'missing0000000000000000a', '../x'])
      expect(await test.call('POST', `/${path}/${uuid}/move`, { environment_uuid })).toMatchObject({
        status: 404,
        body: { message: 'Environment not found.' },
      });
    expect((await test.call('POST', `/${path}/${uuid}/move`, {})).status).toBe(400);
  });

  it('does not move while it is deleted', async () => {
    const doomed = await test.addApplication();
    await test.server.database.unscoped.workload.update({
      where: { uuid: doomed },
      data: { deletingAt: new Date() },
    });
    expect(
      (await test.call('POST', `/applications/${doomed}/move`, { environment_uuid: other })).status,
    ).toBe(409);
  });

  it('is cloned with its variables and tags, without what only one may have', async () => {
    const answer = await test.call('POST', `/${path}/${uuid}/clone`, { destination_uuid: destination });
    expect(answer).toMatchObject({ status: 201, body: { message: `${name} cloned.` } });
    const clone = answer.body.uuid;
    expect(clone).not.toBe(uuid);
    const { body } = await test.call('GET', `/${path}/${clone}`);
    expect(body).toMatchObject({ status: 'exited', name: expect.stringMatching(/^clone-of-/) });
    if (path === 'databases') expect(body).toMatchObject({ is_public: false, public_port: null });
    if (path === 'applications') expect(body).toMatchObject({ fqdn: null });
    const envs = await test.call('GET', `/${path}/${clone}/envs`);
    expect(envs.body).toContainEqual(expect.objectContaining({ key: 'KEPT', value: 'pa$$word # kept' }));
    const tags = await test.call('GET', `/${path}/${clone}/tags`);
    expect(tags.body).toMatchObject([{ name: 'kept' }]);
  });

  it('is cloned under a name, and only into a destination of the organization', async () => {
    const clone = (body: object) => test.call('POST', `/${path}/${uuid}/clone`, body);
    const named = await clone({ destination_uuid: destination, name: 'Twin' });
    expect((await test.call('GET', `/${path}/${named.body.uuid}`)).body.name).toBe('Twin');
    expect(await clone({ destination_uuid: destination, name: '<script>' })).toMatchObject({ status: 422 });
    const third = await test.call('POST', `/projects/${test.place.project_uuid}/environments`, {
      name: `of-${path}`,
    });
    const elsewhere = { destination_uuid: destination, environment_uuid: third.body.uuid };
    const moved = (await clone(elsewhere)).body.uuid;
    expect((await test.call('GET', `/${path}/${moved}`)).body.environment_uuid).toBe(third.body.uuid);
    expect(await clone({ ...elsewhere, environment_uuid: 'missing0000000000000000a' })).toMatchObject({
      status: 404,
      body: { message: 'Environment not found.' },
    });
    expect(await clone({ destination_uuid: 'missing0000000000000000a' })).toMatchObject({
      status: 404,
      body: { message: 'Destination not found.' },
    });
  });
});

describe('a service', () => {
  const make = async (file: string) =>
    (
      await test.call('POST', '/services', {
        ...test.place,
        docker_compose_raw: Buffer.from(file).toString('base64'),
      })
    ).body.uuid;
  const values = async (uuid: string): Promise<Map<string, string>> => {
    const { body } = await test.call('GET', `/services/${uuid}/envs`);
    return new Map(body.map((each: { key: string; value: string }) => [each.key, each.value]));
  };

  it('is cloned with its components and passwords, and domains of its own', async () => {
    const uuid = await make(composeFile);
    const [{ uuid: component }] = (await test.call('GET', `/services/${uuid}/applications`)).body;
    const change = { human_name: 'The web', image: 'nginx:1.28', is_gzip_enabled: false };
    await test.call('PATCH', `/services/${uuid}/applications/${component}`, change);
    const clone = (await test.call('POST', `/services/${uuid}/clone`, { destination_uuid: destination })).body
      .uuid;
    const { body } = await test.call('GET', `/services/${clone}/applications`);
    const host = `web-${clone}.203.0.113.9.sslip.io`;
    expect(body).toMatchObject([{ name: 'web', ...change, fqdn: `http://${host}:80` }]);
    expect(body[0].uuid).not.toBe(component);
    const [before, after] = [await values(uuid), await values(clone)];
    expect(after.get('SERVICE_PASSWORD_WEB')).toBe(before.get('SERVICE_PASSWORD_WEB'));
    expect(after.get('SERVICE_FQDN_WEB')).toBe(host);
  });

  it('is not cloned where its ports are taken, nor with its volumes', async () => {
    const mapped = await make('services:\n  web:\n    image: a\n    ports: ["18090:80"]\n');
    expect(
      await test.call('POST', `/services/${mapped}/clone`, { destination_uuid: destination }),
    ).toMatchObject({
      status: 422,
      body: { errors: { destination_uuid: [expect.stringContaining('18090')] } },
    });
    const kept = await make(
      'services:\n  web:\n    image: a\n    volumes: ["data:/data"]\nvolumes:\n  data: {}\n',
    );
    const body = { destination_uuid: destination, clone_volumes: true };
    expect(await test.call('POST', `/services/${kept}/clone`, body)).toMatchObject({
      status: 422,
      body: { errors: { clone_volumes: [expect.any(String)] } },
    });
  });

  it('is deployed by uuid and by tag', async () => {
    const uuid = await make(composeFile);
    await test.call('POST', `/services/${uuid}/tags`, { tag_name: 'blue' });
    const { name } = (await test.call('GET', `/services/${uuid}`)).body;
    const message = `Service ${name} deployment queued.`;
    expect((await test.call('POST', '/deploy', { uuid })).body).toEqual({
      deployments: [{ message, resource_uuid: uuid }],
    });
    expect((await test.call('POST', '/deploy', { tag: 'blue', force: true })).body).toEqual({
      message: [message],
      details: [],
    });
    const { unscoped: db } = test.server.database;
    const asked = await db.operation.findMany({ where: { workload: { uuid } }, orderBy: { id: 'asc' } });
    expect(asked.map(({ kind }) => kind)).toEqual(['start', 'restart']);
    const { token } = await test.stranger();
    expect((await test.call('POST', '/deploy', { uuid }, token)).status).toBe(404);
  });

  it('has logs of an application that a POST reads as well', async () => {
    const uuid = await make(composeFile);
    const [{ uuid: component }] = (await test.call('GET', `/services/${uuid}/applications`)).body;
    const path = `/services/${uuid}/applications/${component}/logs`;
    const read = await test.call('GET', path);
    expect(await test.call('POST', path)).toMatchObject({ status: read.status, body: read.body });
  });
});

describe('a database with data', () => {
  it('is cloned by an operation that keeps the source to itself', async () => {
    const { unscoped: db } = test.server.database;
    const { uuid } = (await test.call('POST', '/databases/postgresql', test.place)).body;
    await db.database.updateMany({ where: { workload: { uuid } }, data: { initializedAt: new Date(0) } });
    const body = { destination_uuid: destination, clone_volumes: true };
    const answer = await test.call('POST', `/databases/${uuid}/clone`, body);
    expect(answer.status).toBe(201);
    const operation = await db.operation.findFirstOrThrow({
      where: { kind: 'clone' },
      include: { source: true, workload: true },
    });
    expect(operation.workload.uuid).toBe(answer.body.uuid);
    expect(operation.source?.uuid).toBe(uuid);
  });

  it('does not go to another server', async () => {
    const { unscoped: db } = test.server.database;
    const { uuid } = (await test.call('POST', '/databases/redis', test.place)).body;
    await db.database.updateMany({ where: { workload: { uuid } }, data: { initializedAt: new Date(0) } });
    const server = await test.call('POST', '/servers', {
      ip: '203.0.113.77',
      private_key_uuid: test.privateKeyUuid,
    });
    const elsewhere = await db.destination.findFirstOrThrow({
      where: { server: { uuid: server.body.uuid } },
    });
    const clone = (body: object) =>
      test.call('POST', `/databases/${uuid}/clone`, { destination_uuid: elsewhere.uuid, ...body });
    expect(await clone({ clone_volumes: true })).toMatchObject({
      status: 422,
      body: { errors: { destination_uuid: [expect.stringContaining('within one server')] } },
    });
    expect((await clone({})).status).toBe(201);
  });
});
