import { describe, expect, it } from 'vitest';
import type { DatabaseEngine } from '../../domain/database/engines';
import { firstService } from '../compose/compose.testing';
import { databaseKinds } from '../database/kinds';
import { type ServiceDatabase, serviceDatabase } from './service-database';

/** Read a service with these variables and further keys. */
function read(image: string, environment: Record<string, string> = {}, keys = ''): ServiceDatabase | null {
  const variables = JSON.stringify(environment);
  const service = firstService(
    `services:\n  db:\n    image: ${image}\n    environment: ${variables}\n    ${keys}\n`,
  );
  return serviceDatabase(service, { uuid: 'stack001', image });
}

const credentials = (database: ServiceDatabase | null) => {
  const settings = database?.settings;
  return settings
    ? [settings.user, settings.password.reveal(), settings.database, settings.rootPassword?.reveal() ?? null]
    : null;
};

interface Sample {
  images: readonly string[];
  /** Variables in its file, and the user, password, database and administrator password that result. */
  says: readonly (readonly [Record<string, string>, readonly [string, string, string, string | null]])[];
  /** Name of its password variable. */
  password: string;
}

const ofRedis: Sample = {
  images: ['redis:7', 'bitnami/redis:7', 'valkey/valkey:8'],
  says: [
    [{ REDIS_PASSWORD: 'p' }, ['', 'p', '', null]],
    [{ VALKEY_PASSWORD: 'p' }, ['', 'p', '', null]],
  ],
  password: 'REDIS_PASSWORD',
};

const samples: Readonly<Record<DatabaseEngine, Sample>> = {
  postgresql: {
    images: ['postgres:16', 'docker.io/library/postgres', 'pgvector/pgvector:pg16', 'postgis/postgis:16-3.4'],
    says: [
      [{ POSTGRES_PASSWORD: 'p' }, ['postgres', 'p', 'postgres', null]],
      [{ POSTGRES_PASSWORD: 'p', POSTGRES_USER: 'shop' }, ['shop', 'p', 'shop', null]],
      [
        { POSTGRES_PASSWORD: 'p', POSTGRES_USER: 'shop', POSTGRES_DB: 'orders' },
        ['shop', 'p', 'orders', null],
      ],
      [
        { POSTGRESQL_PASSWORD: 'p', POSTGRESQL_USERNAME: 'shop', POSTGRESQL_DATABASE: 'orders' },
        ['shop', 'p', 'orders', null],
      ],
    ],
    password: 'POSTGRES_PASSWORD',
  },
  mysql: {
    images: ['mysql:8', 'mysql/mysql-server:8.0'],
    says: [
      [{ MYSQL_ROOT_PASSWORD: 'r' }, ['root', 'r', '', 'r']],
      [
        { MYSQL_ROOT_PASSWORD: 'r', MYSQL_USER: 'shop', MYSQL_PASSWORD: 'p', MYSQL_DATABASE: 'orders' },
        ['shop', 'p', 'orders', 'r'],
      ],
      // A user without a password is not created: only the administrator exists.
      [{ MYSQL_ROOT_PASSWORD: 'r', MYSQL_USER: 'shop' }, ['root', 'r', '', 'r']],
    ],
    password: 'MYSQL_ROOT_PASSWORD',
  },
  mariadb: {
    images: ['mariadb:11', 'lscr.io/linuxserver/mariadb:11'],
    says: [
      [{ MARIADB_ROOT_PASSWORD: 'r' }, ['root', 'r', '', 'r']],
      [
        { MARIADB_USER: 'shop', MARIADB_PASSWORD: 'p', MARIADB_DATABASE: 'orders' },
        ['shop', 'p', 'orders', null],
      ],
      [{ MYSQL_ROOT_PASSWORD: 'r', MYSQL_DATABASE: 'orders' }, ['root', 'r', 'orders', 'r']],
      [{ MARIADB_ROOT_PASSWORD: 'r', MYSQL_ROOT_PASSWORD: 'other' }, ['root', 'r', '', 'r']],
    ],
    password: 'MARIADB_ROOT_PASSWORD',
  },
  mongodb: {
    images: ['mongo:7'],
    says: [
      [{ MONGO_INITDB_ROOT_PASSWORD: 'p' }, ['root', 'p', '', null]],
      [{ MONGO_INITDB_ROOT_PASSWORD: 'p', MONGO_INITDB_ROOT_USERNAME: 'shop' }, ['shop', 'p', '', null]],
      [{ MONGODB_ROOT_PASSWORD: 'p', MONGODB_ROOT_USER: 'shop' }, ['shop', 'p', '', null]],
    ],
    password: 'MONGO_INITDB_ROOT_PASSWORD',
  },
  redis: ofRedis,
  keydb: {
    images: ['eqalpha/keydb:latest'],
    says: [[{ KEYDB_PASSWORD: 'p' }, ['', 'p', '', null]]],
    password: 'KEYDB_PASSWORD',
  },
  dragonfly: {
    images: ['docker.dragonflydb.io/dragonflydb/dragonfly:v1'],
    says: [[{ DFLY_requirepass: 'p' }, ['', 'p', '', null]]],
    password: 'DFLY_requirepass',
  },
  clickhouse: {
    images: ['clickhouse/clickhouse-server:24'],
    says: [
      [{ CLICKHOUSE_PASSWORD: 'p' }, ['default', 'p', 'default', null]],
      [
        { CLICKHOUSE_PASSWORD: 'p', CLICKHOUSE_USER: 'shop', CLICKHOUSE_DB: 'orders' },
        ['shop', 'p', 'orders', null],
      ],
    ],
    password: 'CLICKHOUSE_PASSWORD',
  },
};

describe.each(Object.entries(samples))('a service of the engine %s', (engine, { images, says, password }) => {
  const [image = ''] = images;

  it('is known by its image', () => {
    const kind: unknown = Reflect.get(databaseKinds, engine);
    expect(kind).toBeDefined();
    for (const each of images) expect(read(each)?.kind).toBe(kind);
  });

  it('has the credentials that its file says, at the name of its container', () => {
    for (const [environment, expected] of says) {
      const database = read(image, environment);
      expect(credentials(database)).toEqual(expected);
      expect(database).toMatchObject({ isGuarded: true, settings: { host: 'db-stack001', image } });
    }
  });

  it('is open without a password, and names the variable that sets one', () => {
    const database = read(image);
    expect(database).toMatchObject({ isGuarded: false, settings: null });
    expect(database?.passwordNames).toContain(password);
    expect(read(image, { [password]: '' })).toMatchObject({ isGuarded: false, settings: null });
  });

  it('is guarded by a password in a file, which Gantry does not know', () =>
    expect(read(image, { [`${password}_FILE`]: '/run/secrets/password' })).toMatchObject({
      isGuarded: true,
      settings: null,
    }));
});

describe('a password in the command', () => {
  it.each([
    ['as two arguments', 'command: [redis-server, --requirepass, sesame]'],
    ['as one argument', 'command: [redis-server, --requirepass=sesame]'],
    ['as a text', 'command: redis-server --appendonly yes --requirepass sesame'],
    ['of a shell', `command: [sh, -c, 'exec redis-server --requirepass "sesame" --port 6379']`],
  ])('counts %s', (_, keys) =>
    expect(credentials(read('redis:7', {}, keys))).toEqual(['', 'sesame', '', null]),
  );

  it('is none where nothing follows', () =>
    expect(read('redis:7', {}, 'command: [redis-server, --requirepass]')).toMatchObject({
      isGuarded: false,
    }));
});

it('trusts everyone where the file says so, whatever its password', () =>
  expect(read('postgres:16', { POSTGRES_PASSWORD: 'p', POSTGRES_HOST_AUTH_METHOD: 'trust' })?.isGuarded).toBe(
    false,
  ));

it('is no database of an image that is none', () => {
  for (const image of ['nginx:1', 'acme/shop-postgres-client:1']) expect(read(image)).toBeNull();
});
