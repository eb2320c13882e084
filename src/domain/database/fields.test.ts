import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { configurationText } from './configuration-text';
import { databaseEngines } from './engines';
import { databaseIdentifier, databasePassword } from './identifier';
import { initdbArguments } from './initdb-arguments';
import { mysqlDatabase, mysqlUser, postgresDatabase, postgresUser } from './reserved-identifier';

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('identifiers (hostile-inputs row 24)', () => {
  it.each(['app', '_a', 'A1_b', 'a'.repeat(63)])('takes %s', (name) =>
    expect(accepts(databaseIdentifier, name)).toBe(true),
  );
  it.each(['', '1a', 'x; rm -rf /', 'a-b', 'a b', 'a"', 'é', 'a\n', 'a'.repeat(64), '--help'])(
    'refuses %j',
    (name) => expect(accepts(databaseIdentifier, name)).toBe(false),
  );
  it.each([
    [postgresUser, 'pg_read'],
    [postgresDatabase, 'template1'],
    [mysqlUser, 'Root'],
    [mysqlUser, 'a'.repeat(33)],
    [mysqlDatabase, 'information_schema'],
  ])('leaves the names of the engine alone', (schema, name) => expect(accepts(schema, name)).toBe(false));
});

describe('passwords (row 24)', () => {
  it.each(['a', 'A-b_c.d,e:f@g#h%i!j*k(l)m[n]{o}~^+=?/', 'пароль', 'a'.repeat(128)])('takes %s', (password) =>
    expect(accepts(databasePassword, password)).toBe(true),
  );
  it.each(['', ...'\'"$`;|&<>\\ \n\0\x7f'].map((character) => (character ? `a${character}b` : '')))(
    'refuses %j',
    (password) => expect(accepts(databasePassword, password)).toBe(false),
  );
  it('refuses more than 128 bytes', () => expect(accepts(databasePassword, 'é'.repeat(65))).toBe(false));
});

describe('arguments of initdb', () => {
  it.each([
    ['--encoding=UTF8  --data-checksums', '--encoding=UTF8 --data-checksums'],
    ['-E UTF8 --locale=en_US.UTF-8 --auth-host=md5', '-E UTF8 --locale=en_US.UTF-8 --auth-host=md5'],
    ['', ''],
  ])('takes %j', (text, kept) => expect(initdbArguments.parse(text)).toBe(kept));
  it.each([
    '--x; id',
    '$(id)',
    '`id`',
    "--a='b'",
    '--a="b"',
    '--a=b&',
    '--a>b',
    '--a=*',
    '--a\\b',
    '--pgdata=/tmp',
    '-D /tmp',
    '-Ux',
    '--pwfile=/etc/passwd',
  ])('refuses %j: the entrypoint evaluates it', (text) => expect(accepts(initdbArguments, text)).toBe(false));
});

describe('configuration files', () => {
  it('parses base64 to the text', () =>
    expect(configurationText.parse(base64('max_connections = 10\n'))).toBe('max_connections = 10\n'));
  it('reads an empty text as none', () => expect(configurationText.parse('')).toBe(null));
  it.each(['max_connections = 10', base64('a\0b'), base64('a'.repeat(64 * 1024 + 1))])('refuses %#', (text) =>
    expect(accepts(configurationText, text)).toBe(false),
  );
});

describe('field sets', () => {
  it('have the names of the contract', () => {
    const names = Object.entries(databaseEngines).map(([engine, { fields }]) => [
      engine,
      Object.keys(fields),
    ]);
    expect(Object.fromEntries(names)).toEqual({
      postgresql: [
        'postgres_user',
        'postgres_password',
        'postgres_db',
        'postgres_initdb_args',
        'postgres_host_auth_method',
        'postgres_conf',
      ],
      mysql: ['mysql_root_password', 'mysql_password', 'mysql_user', 'mysql_database', 'mysql_conf'],
      mariadb: [
        'mariadb_root_password',
        'mariadb_password',
        'mariadb_user',
        'mariadb_database',
        'mariadb_conf',
      ],
      mongodb: [
        'mongo_conf',
        'mongo_initdb_root_username',
        'mongo_initdb_root_password',
        'mongo_initdb_database',
      ],
      redis: ['redis_password', 'redis_conf'],
      keydb: ['keydb_password', 'keydb_conf'],
      dragonfly: ['dragonfly_password'],
      clickhouse: ['clickhouse_admin_user', 'clickhouse_admin_password'],
    });
  });

  it.each(Object.entries(databaseEngines))('of %s mark every password as a secret', (_, { fields }) => {
    for (const [name, { isSecret }] of Object.entries(fields))
      expect(isSecret).toBe(name.endsWith('_password'));
  });
});
