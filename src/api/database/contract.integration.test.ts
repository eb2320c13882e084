import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseEngine } from '../../domain/database/engines';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';

/** What a client generated from the published document sends: every field, under its name there. */
const common = {
  name: 'Main',
  description: 'Orders',
  public_port: null,
  public_port_timeout: 600,
  is_public: false,
  limits_memory: '512M',
  limits_memory_swap: '0',
  limits_memory_swappiness: 10,
  limits_memory_reservation: '0',
  limits_cpus: '1',
  limits_cpuset: null,
  limits_cpu_shares: 512,
  instant_deploy: false,
  tags: ['generated'],
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

/**
 * Convert the fields of a request to those of the response. Configuration files are sent as base64 and read as text.
 */
function told(sent: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(sent).map(([name, value]) => [
    name,
    name.endsWith('_conf') ? Buffer.from(String(value), 'base64').toString() : value,
  ]);
  return Object.fromEntries(entries);
}

interface Case {
  /** Fields for creation, besides the common ones. */
  create: Record<string, unknown>;
  /** Fields for a change. */
  update: Record<string, unknown>;
}

const cases: Record<DatabaseEngine, Case> = {
  postgresql: {
    create: {
      postgres_user: 'app',
      postgres_password: 'first',
      postgres_db: 'shop',
      postgres_initdb_args: '--data-checksums',
      postgres_host_auth_method: 'scram-sha-256',
      postgres_conf: base64('max_connections = 10'),
      image: 'postgres:16-alpine',
    },
    update: { postgres_password: 'second', postgres_conf: base64('max_connections = 20') },
  },
  mysql: {
    create: {
      mysql_root_password: 'root1',
      mysql_password: 'first',
      mysql_user: 'app',
      mysql_database: 'shop',
      mysql_conf: base64('[mysqld]\nmax_connections=10'),
      image: 'mysql:8',
    },
    update: { mysql_password: 'second', mysql_root_password: 'root2' },
  },
  mariadb: {
    create: {
      mariadb_root_password: 'root1',
      mariadb_password: 'first',
      mariadb_user: 'app',
      mariadb_database: 'shop',
      mariadb_conf: base64('[mysqld]\nmax_connections=10'),
      image: 'mariadb:11',
    },
    update: { mariadb_password: 'second', mariadb_database: 'store' },
  },
  mongodb: {
    create: {
      mongo_conf: base64('storage: {}'),
      mongo_initdb_root_username: 'app',
      mongo_initdb_root_password: 'first',
      mongo_initdb_database: 'shop',
      image: 'mongo:7',
    },
    update: { mongo_initdb_root_password: 'second' },
  },
  redis: {
    create: { redis_password: 'first', redis_conf: base64('maxmemory 10mb'), image: 'redis:7.2' },
    update: { redis_password: 'second', redis_conf: base64('maxmemory 20mb') },
  },
  keydb: {
    create: { keydb_password: 'first', keydb_conf: base64('maxmemory 10mb'), image: 'eqalpha/keydb:latest' },
    update: { keydb_password: 'second' },
  },
  dragonfly: {
    create: { dragonfly_password: 'first', image: 'docker.dragonflydb.io/dragonflydb/dragonfly' },
    update: { dragonfly_password: 'second' },
  },
  clickhouse: {
    create: {
      clickhouse_admin_user: 'app',
      clickhouse_admin_password: 'first',
      image: 'clickhouse/clickhouse-server',
    },
    update: { clickhouse_admin_password: 'second' },
  },
};

let test: DatabaseTest;
let destination_uuid: string;
let environment_uuid: string;
beforeAll(async () => {
  test = await startDatabaseTest();
  const { unscoped: db } = test.server.database;
  destination_uuid = (await db.destination.findFirstOrThrow()).uuid;
  environment_uuid = (await db.environment.findFirstOrThrow()).uuid;
});
afterAll(() => test.server.stop());

describe.each(Object.entries(cases))(
  'a client of the published document and %s',
  (engine, { create, update }) => {
    let uuid: string;
    const get = () => test.call('GET', `/databases/${uuid}`);

    it('creates one, and reads what it sent', async () => {
      const body = { ...test.place, environment_uuid, destination_uuid, ...common, ...create };
      const created = await test.call('POST', `/databases/${engine}`, body);
      expect(created.status).toBe(201);
      uuid = created.body.uuid;
      const { tags: _, instant_deploy: _1, ...shown } = common;
      expect((await get()).body).toMatchObject({ uuid, status: 'exited', ...shown, ...told(create) });
    });

    it('starts it', async () => {
      expect(await test.call('POST', `/databases/${uuid}/start`)).toMatchObject({
        status: 200,
        body: { message: 'Database starting request queued.' },
      });
      await test.work();
      expect((await get()).body.status).toBe('running:healthy');
      expect(await test.call('POST', `/databases/${uuid}/start`)).toMatchObject({
        status: 400,
        body: { message: 'Database is already running.' },
      });
    });

    it('changes it while it runs', async () => {
      // The test double accepts any password, as if the engine had the new credentials already.
      const change = { name: 'Second', description: null, limits_memory: '1G', ...update };
      const changing = test.call('PATCH', `/databases/${uuid}`, change);
      let isDone = false;
      const answer = changing.finally(() => {
        isDone = true;
      });
      while (!isDone) await test.work();
      expect(await answer).toMatchObject({ status: 200, body: { message: 'Database updated.' } });
      expect((await get()).body).toMatchObject(told(change));
    });

    it('restarts and stops it', async () => {
      expect((await test.call('POST', `/databases/${uuid}/restart`)).body).toEqual({
        message: 'Database restarting request queued.',
      });
      await test.work();
      expect((await get()).body.status).toBe('running:healthy');
      expect((await test.call('POST', `/databases/${uuid}/stop?docker_cleanup=true`)).body).toEqual({
        message: 'Database stopping request queued.',
      });
      await test.work();
      expect((await get()).body.status).toBe('exited');
    });

    it('deletes it', async () => {
      const flags =
        'delete_configurations=true&delete_volumes=true&docker_cleanup=true&delete_connected_networks=true';
      expect(await test.call('DELETE', `/databases/${uuid}?${flags}`)).toMatchObject({
        status: 200,
        body: { message: 'Database deletion request queued.' },
      });
      await test.work();
      expect((await get()).status).toBe(404);
    });
  },
);
