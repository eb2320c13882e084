import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';
import { refusedFiles, refusedVolumes } from './refused-storages.testing';

let test: ApplicationTest;
let applicationUuid: string;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const refused = (field: string) => ({
  status: 422,
  body: { errors: { [field]: [expect.any(String)] } },
});

async function addDatabase(): Promise<string> {
  return (await test.call('POST', '/databases/postgresql', test.place)).body.uuid;
}

describe.each([
  ['application', async () => `/applications/${await test.addApplication()}`],
  ['database', async () => `/databases/${await addDatabase()}`],
])('the storages of one %s', (kind, add) => {
  let path: string;
  beforeAll(async () => {
    path = await add();
  });
  const create = (body: object) => test.call('POST', `${path}/storages`, body);

  it('are created, listed, changed and deleted', async () => {
    const volume = await create({ type: 'persistent', name: 'data', mount_path: '/data/' });
    const uuid = path.split('/')[2];
    expect(volume).toMatchObject({
      status: 201,
      body: {
        uuid: expect.stringMatching(/^[a-z0-9]{24}$/),
        name: 'data',
        mount_path: '/data',
        host_path: null,
        volume_name: `${uuid}-data`,
        is_preview_suffix_enabled: true,
      },
    });
    const file = await create({ type: 'file', mount_path: '/etc/app.conf', content: 'a = 1\n' });
    expect(file).toMatchObject({
      status: 201,
      body: {
        content: 'a = 1\n',
        is_directory: false,
        fs_path: expect.stringContaining(`/${uuid}/@files/main/`),
      },
    });
    const folder = await create({
      type: 'file',
      mount_path: '/uploads',
      is_directory: true,
      fs_path: './uploads',
    });
    expect(folder).toMatchObject({
      status: 201,
      body: {
        content: null,
        is_directory: true,
        fs_path: expect.stringContaining(`/folders/${uuid}/uploads`),
      },
    });
    const list = await test.call('GET', `${path}/storages`);
    expect(list).toMatchObject({
      status: 200,
      body: {
        persistent_storages: [{ uuid: volume.body.uuid }],
        file_storages: [{ uuid: file.body.uuid }, { uuid: folder.body.uuid }],
      },
    });

    const changed = await test.call('PATCH', `${path}/storages`, {
      uuid: file.body.uuid,
      type: 'file',
      content: 'a = 2\n',
      is_preview_suffix_enabled: false,
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { content: 'a = 2\n', mount_path: '/etc/app.conf', is_preview_suffix_enabled: false },
    });
    expect(
      await test.call('PATCH', `${path}/storages`, {
        id: volume.body.id,
        type: 'persistent',
        mount_path: '/var/data',
      }),
    ).toMatchObject({ status: 200, body: { mount_path: '/var/data', name: 'data' } });

    for (const { body } of [volume, file, folder])
      expect(await test.call('DELETE', `${path}/storages/${body.uuid}`)).toMatchObject({
        status: 200,
        body: { message: 'Storage deleted.' },
      });
    expect((await test.call('DELETE', `${path}/storages/${volume.body.uuid}`)).status).toBe(404);
    expect((await test.call('GET', `${path}/storages`)).body).toEqual({
      persistent_storages: [],
      file_storages: [],
    });
  });

  it.each(refusedVolumes)('a persistent one refuses %s', async (_name, change, field) => {
    const body = { type: 'persistent', name: 'hostile', mount_path: '/hostile', ...change };
    expect(await create(body)).toMatchObject(refused(field));
    expect((await test.call('GET', `${path}/storages`)).body.persistent_storages).toEqual([]);
  });

  it.each(refusedFiles)('a file refuses %s', async (_name, change, field) => {
    const answer = await create({ type: 'file', mount_path: '/hostile', ...change });
    expect(answer).toMatchObject(refused(field));
  });

  it('share neither a mount path nor a name', async () => {
    const first = await create({ type: 'persistent', name: 'one', mount_path: '/one' });
    expect(first.status).toBe(201);
    expect((await create({ type: 'file', mount_path: '/one/' })).status).toBe(409);
    expect((await create({ type: 'persistent', name: 'one', mount_path: '/two' })).status).toBe(409);
    const second = await create({ type: 'persistent', name: 'two', mount_path: '/two' });
    expect(
      (
        await test.call('PATCH', `${path}/storages`, {
          uuid: second.body.uuid,
          type: 'persistent',
          mount_path: '/one',
        })
      ).status,
    ).toBe(409);
    const raced = await Promise.all(
      Array.from({ length: 8 }, () => create({ type: 'persistent', name: 'race', mount_path: '/race' })),
    );
    expect(raced.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  it('hold five megabytes, and a body beyond that is too large', async () => {
    const content = 'ä'.repeat((5 * 1024 ** 2) / 2);
    const { status, body } = await create({ type: 'file', mount_path: '/large', content });
    expect(status).toBe(201);
    expect(body.content).toBe(content);
    expect((await test.call('DELETE', `${path}/storages/${body.uuid}`)).status).toBe(200);
    expect(await create({ type: 'file', mount_path: '/larger', content: 'x'.repeat(9e6) })).toMatchObject({
      status: 413,
    });
  });

  it('are named as what a deletion would leave, though the server does not answer', async () => {
    const fresh = await add();
    const uuid = fresh.split('/')[2];
    await test.call('POST', `${fresh}/storages`, { type: 'persistent', name: 'kept', mount_path: '/kept' });
    await test.call('POST', `${fresh}/storages`, {
      type: 'file',
      mount_path: '/up',
      is_directory: true,
      fs_path: 'up',
    });
    const own = kind === 'database' ? [{ kind: 'volume', name: `postgresql-data-${uuid}`, size: null }] : [];
    expect(await test.call('GET', `${fresh}/volumes`)).toMatchObject({
      status: 200,
      body: {
        is_complete: false,
        volumes: [
          ...own,
          { kind: 'volume', name: `${uuid}-kept`, size: null },
          { kind: 'folder', name: 'up', size: null },
        ],
      },
    });
  });

  it('are not found under another resource or type', async () => {
    const { body } = await create({ type: 'file', mount_path: '/mine', content: 'x' });
    const other = `/applications/${await test.addApplication()}`;
    expect((await test.call('DELETE', `${other}/storages/${body.uuid}`)).status).toBe(404);
    const change = { uuid: body.uuid, type: 'persistent', mount_path: '/theirs' };
    expect((await test.call('PATCH', `${path}/storages`, change)).status).toBe(404);
    expect(await test.call('PATCH', `${path}/storages`, { type: 'file', mount_path: '/x' })).toMatchObject(
      refused('uuid'),
    );
  });
});

describe('paths of a server', () => {
  const bind = { type: 'persistent', name: 'media', mount_path: '/media', host_path: '/srv/media' };
  const organization = `/organizations/${0}`;

  beforeAll(async () => {
    applicationUuid = await test.addApplication();
  });

  it('are mounted once an owner allows it, by owners and admins, and never what is on the deny list', async () => {
    const path = `/applications/${applicationUuid}/storages`;
    expect(await test.call('POST', path, bind)).toMatchObject(refused('host_path'));
    expect((await test.call('PATCH', organization, { is_host_access_allowed: true })).status).toBe(200);
    const made = await test.call('POST', path, bind);
    expect(made).toMatchObject({ status: 201, body: { host_path: '/srv/media', volume_name: null } });
    const file = { type: 'file', mount_path: '/media.conf', is_host_file: true, fs_path: '/srv/media.conf' };
    expect(await test.call('POST', path, file)).toMatchObject({
      status: 201,
      body: { is_host_file: true, fs_path: '/srv/media.conf', content: null },
    });
    for (const host_path of ['/', '/etc', '/var/run/docker.sock', '/var/lib/docker'])
      expect(
        await test.call('PATCH', path, { uuid: made.body.uuid, type: 'persistent', host_path }),
      ).toMatchObject(refused('host_path'));

    await test.call('PATCH', organization, { is_host_access_allowed: false });
    const change = { uuid: made.body.uuid, type: 'persistent', mount_path: '/elsewhere' };
    expect(await test.call('PATCH', path, change)).toMatchObject(refused('host_path'));
    expect(
      (
        await test.call('PATCH', path, {
          uuid: made.body.uuid,
          type: 'persistent',
          is_preview_suffix_enabled: false,
        })
      ).status,
    ).toBe(200);
    expect((await test.call('DELETE', `${path}/${made.body.uuid}`)).status).toBe(200);
  });
});

it('keep the paths of a database for its data', async () => {
  const path = `/databases/${await addDatabase()}/storages`;
  for (const mount_path of ['/var/lib/postgresql/data', '/var/lib/postgresql/data/pg_wal'])
    expect(await test.call('POST', path, { type: 'persistent', name: 'x', mount_path })).toMatchObject(
      refused('mount_path'),
    );
  const extensions = { type: 'persistent', name: 'x', mount_path: '/var/lib/postgresql/extensions' };
  expect((await test.call('POST', path, extensions)).status).toBe(201);
});
