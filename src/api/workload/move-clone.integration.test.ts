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
    else expect(body).toMatchObject({ fqdn: null });
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
    expect(await clone({ destination_uuid: 'missing0000000000000000a' })).toMatchObject({
      status: 404,
      body: { message: 'Destination not found.' },
    });
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
