import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseEngines } from '../../domain/database/engines';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const refused = (...fields: string[]) => ({
  status: 422,
  body: {
    message: 'Validation failed.',
    errors: Object.fromEntries(fields.map((field) => [field, [expect.any(String)]])),
  },
});

async function add(engine: string, fields: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await test.call('POST', `/databases/${engine}`, { ...test.place, ...fields });
  if (status !== 201) throw new Error(`database not created: ${JSON.stringify(body)}`);
  return body.uuid;
}

describe.each(Object.entries(databaseEngines))('a database of %s', (engine, description) => {
  it('is created with nothing but its place, and read, listed and changed', async () => {
    const created = await test.call('POST', `/databases/${engine}`, test.place);
    expect(created).toMatchObject({
      status: 201,
      body: {
        uuid: expect.stringMatching(/^[a-z0-9]{24}$/),
        internal_db_url: expect.stringContaining(`:${description.port}/`),
        external_db_url: null,
      },
    });
    const { uuid, internal_db_url } = created.body;
    const { status, body } = await test.call('GET', `/databases/${uuid}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: `${engine}-database-${uuid}`,
      type: description.type,
      database_type: description.type,
      image: description.defaultImage,
      status: 'exited',
      is_public: false,
      public_port: null,
      public_port_timeout: 3600,
      limits_memory: '0',
      limits_cpu_shares: 1024,
      health_check_enabled: true,
      health_check_interval: 15,
      internal_db_url,
      external_db_url: null,
    });
    expect(internal_db_url).toContain(`@${uuid}:`);
    const passwords = Object.keys(description.fields).filter((name) => name.endsWith('_password'));
    for (const name of passwords) expect(body[name]).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(
      Object.keys(body).filter((name) =>
        /^(postgres|mysql|mariadb|mongo|redis|keydb|dragonfly|clickhouse)_/.test(name),
      ),
    ).toEqual(Object.keys(description.fields).sort());
    expect(
      await test.call('PATCH', `/databases/${uuid}`, { name: 'Main', [passwords[0] ?? '']: 'p@ss' }),
    ).toMatchObject({
      status: 200,
      body: { message: 'Database updated.' },
    });
    const after = (await test.call('GET', '/databases')).body.find(
      (each: { uuid: string }) => each.uuid === uuid,
    );
    expect(after).toMatchObject({ name: 'Main', [passwords[0] ?? '']: 'p@ss' });
  });

  it('refuses the fields of another engine', async () => {
    const uuid = await add(engine);
    const other = engine === 'redis' ? 'postgres_user' : 'redis_conf';
    const body = { [other]: engine === 'redis' ? 'a' : base64('a b') };
    expect(await test.call('PATCH', `/databases/${uuid}`, body)).toMatchObject(refused(other));
    expect(await test.call('POST', `/databases/${engine}`, { ...test.place, ...body })).toMatchObject(
      refused(other),
    );
  });
});

describe('credentials', () => {
  it('are percent-encoded in URLs, and left out for callers who may not see them', async () => {
    const uuid = await add('postgresql', {
      postgres_user: 'app',
      postgres_password: 'p:a/s@s%',
      postgres_db: 'shop',
      is_public: true,
      public_port: 54_321,
    });
    const { body } = await test.call('GET', `/databases/${uuid}`);
    expect(body.internal_db_url).toBe(`postgres://app:p%3Aa%2Fs%40s%25@${uuid}:5432/shop`);
    expect(body.external_db_url).toBe('postgres://app:p%3Aa%2Fs%40s%25@203.0.113.9:54321/shop');
    const reader = await test.server.key(['read']);
    for (const path of [`/databases/${uuid}`, '/databases', '/resources']) {
      const seen = await test.call('GET', path, undefined, reader);
      expect(seen.status).toBe(200);
      expect(JSON.stringify(seen.body)).not.toMatch(/p:a|p%3A|_db_url|_password/);
    }
    const writer = await test.server.key(['write']);
    const blind = await test.call('POST', '/databases/redis', test.place, writer);
    expect(blind.body).toEqual({ uuid: expect.any(String) });
    expect(blind.headers.get('X-Redacted-Fields')).toContain('internal_db_url');
  });

  it.each([
    ['postgresql', { postgres_db: 'x; rm -rf /' }],
    ['postgresql', { postgres_initdb_args: '$(id)' }],
    ['postgresql', { postgres_host_auth_method: 'peer; id' }],
    ['postgresql', { postgres_conf: 'not base64!' }],
    ['mysql', { mysql_user: 'root' }],
    ['mariadb', { mariadb_password: 'a b' }],
    ['redis', { redis_password: '' }],
    ['redis', { image: 'alpine;id' }],
    ['redis', { public_port: 22 }],
    ['redis', { public_port: 70_000 }],
    ['redis', { is_public: true }],
    ['redis', { limits_memory: '1k' }],
  ])('of %s refuse %j (hostile-inputs rows 11, 19, 24)', async (engine, fields) => {
    const field = Object.keys(fields)[0] === 'is_public' ? 'public_port' : (Object.keys(fields)[0] ?? '');
    expect(await test.call('POST', `/databases/${engine}`, { ...test.place, ...fields })).toMatchObject(
      refused(field),
    );
  });
});

describe('a public port', () => {
  it('is of one database of a server, however many ask at the same time', async () => {
    const open = { ...test.place, is_public: true, public_port: 15_432 };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => test.call('POST', '/databases/postgresql', open)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 400, 400, 400, 400, 400]);
    const late = answers.find(({ status }) => status === 400);
    expect(late?.body.message).toBe('Public port already used by another database.');
    const mapped = { ...test.place, docker_registry_image_name: 'nginx', ports_mappings: '15432:80' };
    expect(await test.call('POST', '/applications/dockerimage', mapped)).toMatchObject(
      refused('ports_mappings'),
    );
  });

  it('is free again when its database is closed, and not open to everyone', async () => {
    const uuid = await add('redis', { is_public: true, public_port: 16_379 });
    const other = await add('redis', { public_port: 16_379 });
    const open = { is_public: true };
    expect((await test.call('PATCH', `/databases/${other}`, open)).status).toBe(400);
    expect((await test.call('PATCH', `/databases/${uuid}`, { is_public: false })).status).toBe(200);
    expect((await test.call('PATCH', `/databases/${other}`, open)).status).toBe(200);
    const trusting = await add('postgresql', { postgres_host_auth_method: 'trust', public_port: 16_380 });
    expect(await test.call('PATCH', `/databases/${trusting}`, open)).toMatchObject(refused('is_public'));
  });

  it('is not one that an application maps', async () => {
    await test.addApplication({ ports_mappings: '17000:80' });
    const open = { ...test.place, is_public: true, public_port: 17_000 };
    expect(await test.call('POST', '/databases/redis', open)).toMatchObject(refused('public_port'));
  });
});

describe('a database that was started', () => {
  it('keeps what its volume was made with', async () => {
    const uuid = await add('postgresql');
    await test.server.database.unscoped.database.updateMany({
      where: { workload: { uuid } },
      data: { initializedAt: new Date(0) },
    });
    const patch = (body: unknown) => test.call('PATCH', `/databases/${uuid}`, body);
    expect(await patch({ postgres_initdb_args: '--data-checksums' })).toMatchObject(
      refused('postgres_initdb_args'),
    );
    const { body } = await patch({ image: 'postgres:17-alpine' });
    expect(body.errors.image[0]).toContain('with a dump and restore');
    expect((await patch({ image: 'postgres:latest' })).status).toBe(422);
    expect((await patch({ image: 'postgres:16.4' })).status).toBe(200);
  });
});

describe('another answer', () => {
  it('holds databases with their types', async () => {
    const uuid = await add('mariadb', { name: 'Beside' });
    const ofIt = { uuid, type: 'standalone-mariadb', name: 'Beside' };
    expect((await test.call('GET', '/resources')).body).toContainEqual(expect.objectContaining(ofIt));
    const environment = await test.call('GET', `/projects/${test.place.project_uuid}/production`);
    expect(environment.body.mariadbs).toContainEqual(expect.objectContaining(ofIt));
    const server = await test.call('GET', `/servers/${test.place.server_uuid}/resources`);
    expect(server.body).toContainEqual(expect.objectContaining(ofIt));
    const { body } = await test.call('DELETE', `/projects/${test.place.project_uuid}`);
    expect(body.message).toBe('Project has resources, so it cannot be deleted.');
    const page = await test.call('GET', '/resources?per_page=2&page=2');
    expect(page.body.map((each: { id: number }) => each.id)).toEqual(
      (await test.call('GET', '/resources')).body.slice(2, 4).map((each: { id: number }) => each.id),
    );
  });

  it('never shows those of another organization', async () => {
    const uuid = await add('redis');
    const { token } = await test.stranger();
    expect(await test.call('GET', `/databases/${uuid}`, undefined, token)).toMatchObject({
      status: 404,
      body: { message: 'Database not found.' },
    });
    expect((await test.call('GET', '/databases', undefined, token)).body).toEqual([]);
    expect((await test.call('GET', '/resources', undefined, token)).body).toEqual([]);
    expect((await test.call('PATCH', `/databases/${uuid}`, { name: 'x' }, token)).status).toBe(404);
    const application = await test.addApplication();
    expect((await test.call('GET', `/databases/${application}`)).status).toBe(404);
    expect((await test.call('GET', `/applications/${uuid}`)).status).toBe(404);
  });
});
