import { describe, expect, it } from 'vitest';
import { revealText, Secret } from '../../domain/secret';
import { databaseKinds } from './kinds';
import type { DatabaseSettings } from './types';

const before: DatabaseSettings = {
  host: 'db',
  image: 'example:1',
  user: 'app',
  password: new Secret('old'),
  rootPassword: new Secret('oldroot'),
  database: 'shop',
  configuration: null,
  initArguments: null,
  hostAuthentication: null,
  tls: null,
};
const password = { ...before, password: new Secret('new') };
const user = { ...password, user: 'web' };

function changeOf(engine: keyof typeof databaseKinds, after: DatabaseSettings) {
  const change = databaseKinds[engine].changeCredentials(before, after);
  if (change.kind === 'restart') throw new Error(`${engine} changes its credentials by a restart`);
  return change;
}

const unlogged =
  "SET log_statement = 'none';\nSET log_min_error_statement = 'panic';\nSET log_min_duration_statement = -1;\n";
const ensureShop =
  "SELECT 'CREATE DATABASE \"shop\"'\nWHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'shop') \\gexec\n";

describe('postgresql', () => {
  it('changes a password as the user itself', () => {
    const { change, settle } = changeOf('postgresql', password);
    expect(change.argv).toEqual([
      'psql',
      '--no-password',
      '--username=app',
      '--dbname=shop',
      '--no-psqlrc',
      '--quiet',
      '--set=ON_ERROR_STOP=1',
      '--file=-',
    ]);
    expect(change.stdin?.reveal()).toBe(`${unlogged}${ensureShop}ALTER ROLE "app" PASSWORD 'new';\n`);
    expect(settle).toBe(null);
  });

  it('renames a user through another one, which it removes', () => {
    const { change, settle } = changeOf('postgresql', user);
    expect(change.stdin?.reveal()).toBe(
      `${unlogged}${ensureShop}DROP ROLE IF EXISTS "gantry_rename";
CREATE ROLE "gantry_rename" SUPERUSER LOGIN PASSWORD 'old';
\\connect "dbname=shop user=gantry_rename password=old"
${unlogged}BEGIN;
ALTER ROLE "app" RENAME TO "web";
ALTER ROLE "web" PASSWORD 'new';
COMMIT;
`,
    );
    expect(settle?.argv).toContain('--username=web');
    expect(settle?.stdin?.reveal()).toBe(`${unlogged}DROP ROLE IF EXISTS "gantry_rename";\n`);
  });
});

describe.each(['mysql', 'mariadb'] as const)('%s', (engine) => {
  it('changes both passwords as root, its own last', () => {
    const { change } = changeOf(engine, { ...password, rootPassword: new Secret('newroot') });
    expect(change.argv).toEqual([engine, '--user=root', '--batch']);
    expect(change.stdin?.reveal()).toBe(`ALTER USER 'app'@'%' IDENTIFIED BY 'new';
CREATE DATABASE IF NOT EXISTS \`shop\`;
GRANT ALL ON \`shop\`.* TO 'app'@'%';
ALTER USER IF EXISTS 'root'@'%' IDENTIFIED BY 'newroot';
ALTER USER IF EXISTS 'root'@'localhost' IDENTIFIED BY 'newroot';
`);
  });

  it('renames a user once, however often it is repeated', () =>
    expect(changeOf(engine, user).change.stdin?.reveal()).toContain(
      `SET @gantry_rename = IF((SELECT COUNT(*) FROM mysql.user WHERE User = 'app' AND Host = '%') = 1, 'RENAME USER ''app''@''%'' TO ''web''@''%''', 'DO 0');
PREPARE gantry_rename FROM @gantry_rename;
EXECUTE gantry_rename;
ALTER USER 'web'@'%' IDENTIFIED BY 'new';`,
    ));
});

describe('mongodb', () => {
  it('hands names and passwords over in the environment of a fixed script', () => {
    const { change, settle } = changeOf('mongodb', user);
    const given = Object.entries(change.env).map(([key, value]) => `${key}=${revealText(value)}`);
    expect(given).toEqual([
      'GANTRY_URL=mongodb://app:old@127.0.0.1:27017/shop?authSource=admin&directConnection=true',
      'GANTRY_USER=web',
      'GANTRY_PASSWORD=new',
    ]);
    expect(settle?.env.GANTRY_OLD_USER?.reveal()).toBe('app');
    expect(changeOf('mongodb', password).settle).toBe(null);
  });
});

it.each(['redis', 'keydb', 'dragonfly', 'clickhouse'] as const)('%s reads them when it starts', (engine) =>
  expect(databaseKinds[engine].changeCredentials(before, password)).toEqual({ kind: 'restart' }),
);
