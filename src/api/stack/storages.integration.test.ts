import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const file = `services:
  web:
    image: nginx:1.27
    volumes: ["site:/srv/site"]
  store:
    image: postgres:16-alpine
volumes:
  site: {}
`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

interface Made {
  uuid: string;
  web: string;
  store: string;
}

async function make(): Promise<Made> {
  const sent = { ...test.place, docker_compose_raw: base64(file) };
  const { uuid } = (await test.call('POST', '/services', sent)).body;
  const { applications, databases } = (await test.call('GET', `/services/${uuid}`)).body;
  return { uuid, web: applications[0].uuid, store: databases[0].uuid };
}

const add = (uuid: string, body: object) => test.call('POST', `/services/${uuid}/storages`, body);

describe('a storage of a service', () => {
  it('is mounted into one component, is changed and goes', async () => {
    const { uuid, web, store } = await make();
    const volume = { type: 'persistent', name: 'uploads', mount_path: '/uploads', resource_uuid: web };
    const made = await add(uuid, volume);
    expect(made).toMatchObject({
      status: 201,
      body: { component: 'web', mount_path: '/uploads', volume_name: `${uuid}-uploads` },
    });
    const settings = { type: 'file', mount_path: '/uploads', content: 'a = 1', resource_uuid: store };
    const text = await add(uuid, settings);
    expect(text).toMatchObject({ status: 201, body: { component: 'store', content: 'a = 1' } });
    const { body: list } = await test.call('GET', `/services/${uuid}/storages`);
    const ofFile = { name: `${uuid}-site`, component: 'web', mount_path: '/srv/site', is_read_only: true };
    expect(list).toMatchObject({ persistent_storages: [ofFile, made.body], file_storages: [text.body] });
    const [{ uuid: readOnly }] = list.persistent_storages;
    const removed = await test.call('DELETE', `/services/${uuid}/storages/${readOnly}`);
    expect(removed).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('compose file') },
    });
    const change = { uuid: text.body.uuid, type: 'file', content: 'a = 2' };
    expect(await test.call('PATCH', `/services/${uuid}/storages`, change)).toMatchObject({
      status: 200,
      body: { content: 'a = 2' },
    });
    expect(await test.call('DELETE', `/services/${uuid}/storages/${made.body.uuid}`)).toMatchObject({
      status: 200,
      body: { message: 'Storage deleted.' },
    });
    const after = await test.call('GET', `/services/${uuid}/storages`);
    expect(after.body.persistent_storages).toMatchObject([ofFile]);
  });

  it.each([
    ['without a component', { resource_uuid: undefined }, 422, 'resource_uuid'],
    ['where the file mounts something', { mount_path: '/srv/site/below' }, 422, 'mount_path'],
  ])('is refused %s', async (_, change, status, field) => {
    const { uuid, web } = await make();
    const volume = { type: 'persistent', name: 'uploads', mount_path: '/uploads', resource_uuid: web };
    const { body, ...answer } = await add(uuid, { ...volume, ...change });
    expect(answer.status).toBe(status);
    expect(body.errors).toHaveProperty(field);
  });

  it('has a name that no other volume of the service has, and a component of the service', async () => {
    const { uuid, web, store } = await make();
    const volume = { type: 'persistent', name: 'site', mount_path: '/uploads', resource_uuid: web };
    expect((await add(uuid, volume)).status).toBe(409);
    expect((await add(uuid, { ...volume, name: 'uploads' })).status).toBe(201);
    const other = { ...volume, name: 'uploads', mount_path: '/other', resource_uuid: store };
    expect((await add(uuid, other)).status).toBe(409);
    const { web: foreign } = await make();
    expect((await add(uuid, { ...volume, name: 'more', resource_uuid: foreign })).status).toBe(404);
  });

  it('goes with its component', async () => {
    const { uuid, store } = await make();
    await add(uuid, { type: 'file', mount_path: '/a', content: 'b', resource_uuid: store });
    const without = 'services:\n  web:\n    image: nginx\n';
    await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: base64(without) });
    const { body } = await test.call('GET', `/services/${uuid}/storages`);
    expect(body).toEqual({ persistent_storages: [], file_storages: [] });
  });
});
