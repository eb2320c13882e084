import { describe, expect, it } from 'vitest';
import type { DatabaseEngine } from '../../domain/database/engines';
import { Secret } from '../../domain/secret';
import { databaseKinds } from './kinds';
import { host, password, plain, settings } from './settings.testing';
import { portOf, startOf, tlsFiles } from './tls';
import type { DatabaseSettings } from './types';

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
