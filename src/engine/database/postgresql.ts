import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { sqlLiteral, sqlName } from './sql-text';
import type { CredentialChange, DatabaseKind, DatabaseSettings } from './types';
import { databaseUrl } from './url';

const configurationPath = '/etc/postgresql/gantry.conf';
/** Images from this version on keep a folder for each major below the volume. */
const FOLDER_PER_MAJOR = 18;
/** Renames the user: PostgreSQL does not let a session rename its own. */
const renamingRole = 'gantry_rename';

export const postgresql: DatabaseKind = {
  port: 5432,
  dataFolder: (major) =>
    major !== null && major >= FOLDER_PER_MAJOR ? '/var/lib/postgresql' : '/var/lib/postgresql/data',
  folderVariable: 'PGDATA',
  variables: ({ user, password, database, initArguments, hostAuthentication }) => ({
    POSTGRES_USER: user,
    POSTGRES_PASSWORD: password,
    POSTGRES_DB: database,
    POSTGRES_INITDB_ARGS: initArguments,
    POSTGRES_HOST_AUTH_METHOD: hostAuthentication,
  }),
  files: ({ configuration }) =>
    configuration === null ? [] : [{ path: configurationPath, content: configuration }],
  // The file replaces PostgreSQL's own, whose default is to listen on the loopback address alone.
  command: ({ configuration }) =>
    configuration === null
      ? null
      : ['postgres', '-c', `config_file=${configurationPath}`, '-c', 'listen_addresses=*'],
  health: ({ user, database }) => ['pg_isready', `--username=${user}`, `--dbname=${database}`],
  // Over the network: the image trusts its own loopback address and socket without a password.
  signIn: (settings) => psql(settings, [`--host=${settings.host}`, '--command=SELECT 1']),
  changeCredentials,
  dumps: {
    dump: (settings) => client('pg_dump', settings, ['--format=custom']),
    restore: (settings) => client('pg_restore', settings, ['--clean', '--if-exists', '--exit-on-error']),
  },
  url: ({ user, password, database }, { host, port }) =>
    databaseUrl({ scheme: 'postgres', user, password, host, port, rest: `/${database}` }),
};

function client(
  program: 'psql' | 'pg_dump' | 'pg_restore',
  { user, password, database }: DatabaseSettings,
  options: readonly string[],
): ContainerCommand {
  return {
    argv: [program, '--no-password', `--username=${user}`, `--dbname=${database}`, ...options],
    env: { PGPASSWORD: password },
  };
}

function psql(settings: DatabaseSettings, options: readonly string[]): ContainerCommand {
  return client('psql', settings, ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', ...options]);
}

function script(settings: DatabaseSettings, lines: readonly string[]): ContainerCommand {
  return { ...psql(settings, ['--file=-']), stdin: new Secret(`${[...unlogged, ...lines].join('\n')}\n`) };
}

/** A statement with a password in it must not reach the server's log. */
const unlogged = [
  "SET log_statement = 'none';",
  "SET log_min_error_statement = 'panic';",
  'SET log_min_duration_statement = -1;',
];

function changeCredentials(before: DatabaseSettings, after: DatabaseSettings): CredentialChange {
  const database = ensureDatabase(after.database);
  if (before.user === after.user)
    return {
      kind: 'statements',
      change: script(before, [...database, passwordOf(after)]),
      settle: null,
    };
  const connect = (user: string, password: Secret) =>
    `\\connect "dbname=${before.database} user=${user} password=${password.reveal()}"`;
  const renamed = [
    `DROP ROLE IF EXISTS ${sqlName(renamingRole)};`,
    `CREATE ROLE ${sqlName(renamingRole)} SUPERUSER LOGIN PASSWORD ${sqlLiteral(before.password.reveal())};`,
    connect(renamingRole, before.password),
    ...unlogged,
    'BEGIN;',
    `ALTER ROLE ${sqlName(before.user)} RENAME TO ${sqlName(after.user)};`,
    passwordOf(after),
    'COMMIT;',
  ];
  return {
    kind: 'statements',
    change: script(before, [...database, ...renamed]),
    settle: script(after, [`DROP ROLE IF EXISTS ${sqlName(renamingRole)};`]),
  };
}

function passwordOf({ user, password }: DatabaseSettings): string {
  return `ALTER ROLE ${sqlName(user)} PASSWORD ${sqlLiteral(password.reveal())};`;
}

/** A new name is that of a database to create: renaming one would cut off everyone who is connected to it. */
function ensureDatabase(name: string): string[] {
  return [
    `SELECT ${sqlLiteral(`CREATE DATABASE ${sqlName(name)}`)}`,
    `WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${sqlLiteral(name)}) \\gexec`,
  ];
}
