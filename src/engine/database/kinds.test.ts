import { describe, expect, it } from 'vitest';
import type { Dump } from '../../domain/database/dump';
import { type DatabaseEngine, databaseEngines } from '../../domain/database/engines';
import { revealText, Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { databaseKinds } from './kinds';
import { portOf, startOf, tlsFiles } from './tls';
import type { DatabaseKind, DatabaseSettings } from './types';

const settings: DatabaseSettings = {
  host: 'db0000000000000000000000',
  image: 'example:1',
  user: 'app',
  password: new Secret('p:a/s@s%'),
  rootPassword: new Secret('rootsecret'),
  database: 'shop',
  configuration: null,
  initArguments: null,
  hostAuthentication: null,
  tls: null,
};
const secrets = ['p:a/s@s%', 'rootsecret', 'newsecret', 'newrootsecret'];

function plain(values: Readonly<Record<string, string | Secret | null>>): Record<string, string> {
  const set = Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [[key, revealText(value)]],
  );
  return Object.fromEntries(set);
}

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

const password = 'p%3Aa%2Fs%40s%25';
const host = settings.host;

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

/** What Docker gets in addition when connections are encrypted. */
function encrypted(engine: DatabaseEngine, mode: string | null, change: Partial<DatabaseSettings> = {}) {
  const kind = databaseKinds[engine];
  const given = { ...settings, ...change, tls: { mode } };
  const plainFiles = kind.files({ ...given, tls: null }).map(({ path }) => path);
  const added = kind.files(given).filter(({ path }) => !plainFiles.includes(path));
  return {
    cmd: [kind.tls.account, kind.tls.entrypoint, ...kind.tls.command(given)].join(' '),
    added: added.map(({ path, content }) => [path, content.reveal()]),
    health: kind.health(given).join(' '),
    signIn: kind.signIn(given).argv.slice(-5).join(' '),
    url: kind.url(given, { host, port: portOf(kind, given) }).reveal(),
  };
}

describe('the encrypted container of', () => {
  const ca = '/run/gantry-tls/ca.crt';

  it('postgresql', () =>
    expect(encrypted('postgresql', 'require', { configuration: new Secret('a = 1') })).toMatchObject({
      cmd: 'postgres docker-entrypoint.sh postgres -c config_file=/etc/postgresql/gantry.conf -c listen_addresses=* -c ssl=on -c ssl_cert_file=/run/gantry-tls/server.crt -c ssl_key_file=/run/gantry-tls/server.key',
      added: [],
      url: `postgres://app:${password}@${host}:5432/shop?sslmode=require`,
    }));

  it('postgresql signs in by the certificate', () =>
    expect(databaseKinds.postgresql.signIn({ ...settings, tls: { mode: 'allow' } }).argv).toContain(
      `--dbname=dbname=shop sslmode=verify-full sslrootcert=${ca}`,
    ));

  it.each([
    ['mysql', 'mysqld', 'REQUIRED', 'ON'],
    ['mariadb', 'mariadbd', 'PREFERRED', 'OFF'],
  ] as const)('%s', (engine, server, mode, demanded) =>
    expect(encrypted(engine, mode)).toMatchObject({
      cmd: `mysql docker-entrypoint.sh ${server}`,
      added: [
        [
          '/etc/mysql/conf.d/gantry-tls.cnf',
          `[mysqld]\nssl-ca=${ca}\nssl-cert=/run/gantry-tls/server.crt\nssl-key=/run/gantry-tls/server.key\nrequire_secure_transport=${demanded}\n[client]\nssl-ca=${ca}\n`,
        ],
      ],
      url: `mysql://app:${password}@${host}:3306/shop?ssl-mode=${mode}`,
    }),
  );

  it.each([
    ['allow', 'allowTLS', ''],
    ['prefer', 'preferTLS', '&tls=true&tlsInsecure=true'],
    ['require', 'requireTLS', '&tls=true&tlsInsecure=true'],
    ['verify-full', 'requireTLS', '&tls=true'],
  ])('mongodb with %s', (mode, server, options) =>
    expect(encrypted('mongodb', mode)).toMatchObject({
      cmd: `mongodb docker-entrypoint.sh mongod --auth --bind_ip_all --tlsMode ${server} --tlsCertificateKeyFile /run/gantry-tls/server.pem --tlsCAFile ${ca} --tlsAllowConnectionsWithoutCertificates`,
      health: expect.stringContaining(`mongosh --quiet --norc --tls --tlsCAFile=${ca}`),
      url: `mongodb://app:${password}@${host}:27017/shop?authSource=admin&directConnection=true${options}`,
    }),
  );

  it('mongodb asks and dumps by the authority', () => {
    const { signIn, dumps } = databaseKinds.mongodb;
    const given = { ...settings, tls: { mode: 'require' } };
    expect(plain(signIn(given).env).GANTRY_URL).toMatch(new RegExp(`&tls=true&tlsCAFile=${ca}$`));
    expect(dumps?.all?.(given).write.argv).toEqual(expect.arrayContaining(['--ssl', `--sslCAFile=${ca}`]));
  });

  it.each([
    ['redis', '/usr/local/etc/redis/gantry.conf', 'default'],
    ['keydb', '/etc/keydb/gantry.conf', ''],
  ] as const)('%s', (engine, file, user) => {
    expect(encrypted(engine, null)).toEqual({
      cmd: `${engine} docker-entrypoint.sh ${engine}-server ${file}`,
      added: [],
      health: `sh -c test "$(${engine}-cli ping)" = PONG`,
      signIn: `${host} -p 6380 --tls --cacert ${ca}`.split(' ').slice(-5).join(' '),
      url: `rediss://${user}:${password}@${host}:6380/0`,
    });
    const [{ content } = { content: new Secret('') }] = databaseKinds[engine].files({
      ...settings,
      tls: { mode: null },
    });
    expect(content.reveal()).toContain(
      `\nport 6379\ndaemonize no\ndir /data\ntls-port 6380\ntls-cert-file /run/gantry-tls/server.crt\ntls-key-file /run/gantry-tls/server.key\ntls-ca-cert-file ${ca}\ntls-auth-clients no\nrequirepass`,
    );
  });

  it('dragonfly', () =>
    expect(encrypted('dragonfly', null)).toMatchObject({
      cmd: 'dfly entrypoint.sh dragonfly --logtostderr --dir=/data --dbfilename=dump --port=6380 --tls --tls_cert_file=/run/gantry-tls/server.crt --tls_key_file=/run/gantry-tls/server.key',
      health: `sh -c test "$(redis-cli -p 6380 --tls --cacert ${ca} ping)" = PONG`,
      url: `rediss://:${password}@${host}:6380/0`,
    }));

  it('clickhouse', () => {
    const { added, ...rest } = encrypted('clickhouse', null);
    expect(rest).toMatchObject({
      cmd: 'clickhouse /entrypoint.sh',
      signIn: `--host=${host} --secure --port=9440 --query SELECT 1`,
      url: `clickhouse://app:${password}@${host}:9440/shop?secure=true`,
    });
    expect(added.map(([path]) => path)).toEqual([
      '/etc/clickhouse-server/config.d/gantry-tls.xml',
      '/etc/clickhouse-client/config.d/gantry-tls.xml',
    ]);
  });
});

describe('the files of an encrypted container', () => {
  it('are for root alone until the account of the engine gets its copies', () => {
    const files = tlsFiles({ authority: 'a', certificate: 'c', key: new Secret('k') });
    expect(files.map(({ target, mode }) => [target, mode])).toEqual([
      ['/etc/gantry-tls/ca.crt', 0o400],
      ['/etc/gantry-tls/server.crt', 0o400],
      ['/etc/gantry-tls/server.key', 0o400],
    ]);
    expect(startOf(databaseKinds.redis, { ...settings, tls: { mode: null } })).toEqual({
      entrypoint: ['sh', '-ec', expect.any(String), 'gantry-tls', 'redis', 'docker-entrypoint.sh'],
      command: ['redis-server', '/usr/local/etc/redis/gantry.conf'],
    });
  });
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
