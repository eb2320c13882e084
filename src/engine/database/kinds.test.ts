import { describe, expect, it } from 'vitest';
import type { Dump } from '../../domain/database/dump';
import { databaseEngines } from '../../domain/database/engines';
import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { databaseKinds } from './kinds';
import { host, password, plain, settings } from './settings.testing';
import type { DatabaseKind, DatabaseSettings } from './types';

const secrets = ['p:a/s@s%', 'rootsecret', 'newsecret', 'newrootsecret'];

/** What Docker gets for the first start, as a literal. */
function containerOf(kind: DatabaseKind, given: DatabaseSettings) {
  return {
    folder: kind.dataFolder(null),
    env: plain(kind.variables(given)),
    files: kind.files(given).map(({ path, content }) => [path, content.reveal()]),
    cmd: kind.command(given),
    health: kind.health(given),
    url: kind.url(given, { host: given.host, port: kind.port }).reveal(),
  };
}

function dumpsOf({ dumps }: DatabaseKind): Dump[] {
  const one = dumps?.database(settings, { name: 'shop', without: ['cache'] });
  return [one, dumps?.all?.(settings)].filter((dump) => dump !== undefined);
}

describe('the container of', () => {
  it('postgresql', () =>
    expect(
      containerOf(databaseKinds.postgresql, {
        ...settings,
        configuration: new Secret('max_connections = 10\n'),
        initArguments: '--data-checksums',
      }),
    ).toEqual({
      folder: '/var/lib/postgresql/data',
      env: {
        POSTGRES_USER: 'app',
        POSTGRES_PASSWORD: 'p:a/s@s%',
        POSTGRES_DB: 'shop',
        POSTGRES_INITDB_ARGS: '--data-checksums',
      },
      files: [['/etc/postgresql/gantry.conf', 'max_connections = 10\n']],
      cmd: ['postgres', '-c', 'config_file=/etc/postgresql/gantry.conf', '-c', 'listen_addresses=*'],
      health: ['pg_isready', '--username=app', '--dbname=shop'],
      url: `postgres://app:${password}@${host}:5432/shop`,
    }));

  it('mysql', () =>
    expect(containerOf(databaseKinds.mysql, settings)).toEqual({
      folder: '/var/lib/mysql',
      env: {
        MYSQL_ROOT_PASSWORD: 'rootsecret',
        MYSQL_USER: 'app',
        MYSQL_PASSWORD: 'p:a/s@s%',
        MYSQL_DATABASE: 'shop',
      },
      files: [],
      cmd: null,
      health: [
        'sh',
        '-c',
        'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" exec mysqladmin ping --host=127.0.0.1 --user=root --silent',
      ],
      url: `mysql://app:${password}@${host}:3306/shop`,
    }));

  it('mariadb', () =>
    expect(
      containerOf(databaseKinds.mariadb, { ...settings, configuration: new Secret('[mysqld]\n') }),
    ).toEqual({
      folder: '/var/lib/mysql',
      env: {
        MARIADB_ROOT_PASSWORD: 'rootsecret',
        MARIADB_USER: 'app',
        MARIADB_PASSWORD: 'p:a/s@s%',
        MARIADB_DATABASE: 'shop',
      },
      files: [['/etc/mysql/conf.d/gantry.cnf', '[mysqld]\n']],
      cmd: null,
      health: ['healthcheck.sh', '--connect', '--innodb_initialized'],
      url: `mysql://app:${password}@${host}:3306/shop`,
    }));

  it('mongodb', () =>
    expect(
      containerOf(databaseKinds.mongodb, { ...settings, configuration: new Secret('storage: {}\n') }),
    ).toEqual({
      folder: '/data/db',
      env: {
        MONGO_INITDB_ROOT_USERNAME: 'app',
        MONGO_INITDB_ROOT_PASSWORD: 'p:a/s@s%',
        MONGO_INITDB_DATABASE: 'shop',
      },
      files: [['/etc/mongo/gantry.conf', 'storage: {}\n']],
      cmd: ['mongod', '--config', '/etc/mongo/gantry.conf', '--auth', '--bind_ip_all'],
      health: [
        'mongosh',
        '--quiet',
        '--norc',
        '--eval',
        'quit(db.adminCommand({ ping: 1 }).ok === 1 ? 0 : 1)',
      ],
      url: `mongodb://app:${password}@${host}:27017/shop?authSource=admin&directConnection=true`,
    }));

  const redisFile = (user: string) =>
    `appendonly yes\n${user}bind 0.0.0.0\nprotected-mode no\nport 6379\ndaemonize no\ndir /data\nrequirepass "p:a/s@s%"\n`;

  it('redis', () =>
    expect(
      containerOf(databaseKinds.redis, { ...settings, configuration: new Secret('maxmemory 10mb') }),
    ).toEqual({
      folder: '/data',
      env: { REDISCLI_AUTH: 'p:a/s@s%' },
      files: [['/usr/local/etc/redis/gantry.conf', redisFile('maxmemory 10mb\n')]],
      cmd: ['redis-server', '/usr/local/etc/redis/gantry.conf'],
      health: ['sh', '-c', 'test "$(redis-cli ping)" = PONG'],
      url: `redis://default:${password}@${host}:6379/0`,
    }));

  it('keydb', () =>
    expect(containerOf(databaseKinds.keydb, settings)).toEqual({
      folder: '/data',
      env: { REDISCLI_AUTH: 'p:a/s@s%' },
      files: [['/etc/keydb/gantry.conf', redisFile('')]],
      cmd: ['keydb-server', '/etc/keydb/gantry.conf'],
      health: ['sh', '-c', 'test "$(keydb-cli ping)" = PONG'],
      url: `redis://:${password}@${host}:6379/0`,
    }));

  it('dragonfly', () =>
    expect(containerOf(databaseKinds.dragonfly, settings)).toEqual({
      folder: '/data',
      env: { DFLY_requirepass: 'p:a/s@s%', REDISCLI_AUTH: 'p:a/s@s%' },
      files: [],
      cmd: ['dragonfly', '--logtostderr', '--dir=/data', '--dbfilename=dump'],
      health: ['sh', '-c', 'test "$(redis-cli ping)" = PONG'],
      url: `redis://:${password}@${host}:6379/0`,
    }));

  it('clickhouse', () =>
    expect(containerOf(databaseKinds.clickhouse, settings)).toEqual({
      folder: '/var/lib/clickhouse',
      env: {
        CLICKHOUSE_USER: 'app',
        CLICKHOUSE_PASSWORD: 'p:a/s@s%',
        CLICKHOUSE_DB: 'shop',
        CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT: '1',
      },
      files: [
        [
          '/etc/clickhouse-server/config.d/gantry.xml',
          '<yandex>\n  <backups><allowed_path>/var/lib/clickhouse/gantry-backups/</allowed_path></backups>\n</yandex>\n',
        ],
      ],
      cmd: null,
      health: ['clickhouse-client', '--query', 'SELECT 1'],
      url: `clickhouse://app:${password}@${host}:9000/shop`,
    }));
});

describe.each(Object.entries(databaseKinds))('%s', (engine, kind) => {
  const after = {
    ...settings,
    user: 'newapp',
    password: new Secret('newsecret'),
    rootPassword: new Secret('newrootsecret'),
  };

  function commands(): ContainerCommand[] {
    const change = kind.changeCredentials(settings, after);
    return [
      kind.signIn(settings),
      ...dumpsOf(kind).flatMap(({ write, check, read }) => [write, check, read]),
      ...(change.kind === 'statements' ? [change.change, ...(change.settle ? [change.settle] : [])] : []),
    ];
  }

  it('has no secret in any argument that a list of processes shows', () => {
    const texts = [...(kind.command(settings) ?? []), ...kind.health(settings)];
    for (const { argv } of commands()) texts.push(...argv);
    for (const secret of secrets) expect(texts.join('\n')).not.toContain(secret);
  });

  it('signs in with the stored password over the network', () => {
    const { argv, env } = kind.signIn(settings);
    const given = Object.values(plain(env));
    expect([...argv, ...given].some((text) => text.includes(host))).toBe(true);
    expect(given.some((text) => text.includes('p:a/s@s%') || text.includes(password))).toBe(true);
  });

  it('listens on the port that callers are told', () =>
    expect(kind.port).toBe(Object.entries(databaseEngines).find(([name]) => name === engine)?.[1].port));
});
