import type { Dump } from '../../domain/database/dump';
import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { sqlLiteral, sqlName } from './sql-text';
import { tlsPaths } from './tls';
import type { CredentialChange, DatabaseKind, DatabaseSettings } from './types';
import { databaseUrl } from './url';

const configurationPath = '/etc/postgresql/gantry.conf';
/** First major version whose image has a folder for each major version below the volume. */
const FOLDER_PER_MAJOR = 18;
/** Role that renames the user: PostgreSQL does not let a session rename its own user. */
const renamingRole = 'gantry_rename';

const withConfiguration = ['-c', `config_file=${configurationPath}`, '-c', 'listen_addresses=*'];
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
  // The file replaces PostgreSQL's own, and the default is to listen on the loopback address only.
  command: ({ configuration }) => (configuration === null ? null : ['postgres', ...withConfiguration]),
  health: ({ user, database }) => ['pg_isready', `--username=${user}`, `--dbname=${database}`],
  // Over the network: the image trusts its loopback address and socket without a password.
  signIn(settings) {
    const { tls, host, database } = settings;
    // The client refuses to sign in unless the certificate belongs to this database.
    const checked = `dbname=${database} sslmode=verify-full sslrootcert=${tlsPaths.authority}`;
    return psql(tls ? { ...settings, database: checked } : settings, [
      `--host=${host}`,
      '--command=SELECT 1',
    ]);
  },
  changeCredentials,
  tls: {
    port: 5432,
    account: 'postgres',
    entrypoint: 'docker-entrypoint.sh',
    command: ({ configuration }) => [
      'postgres',
      ...(configuration === null ? [] : withConfiguration),
      ...[
        '-c',
        'ssl=on',
        '-c',
        `ssl_cert_file=${tlsPaths.certificate}`,
        '-c',
        `ssl_key_file=${tlsPaths.key}`,
      ],
    ],
  },
  dumps: {
    database: (settings, { name, isElsewhere }) =>
      dumpOf({ ...settings, database: name }, isElsewhere ? ['--no-owner', '--no-privileges'] : []),
    all: dumpOfAll,
    count: (settings, database) =>
      database === null ? countOfAll(settings) : countOf({ ...settings, database: database.name }),
  },
  url({ user, password, database, tls }, { host, port }) {
    const rest = `/${database}${tls?.mode ? `?sslmode=${tls.mode}` : ''}`;
    return databaseUrl({ scheme: 'postgres', user, password, host, port, rest });
  },
};

/** Describe the dump, restored in one transaction: a failed restore changes nothing. */
function dumpOf(settings: DatabaseSettings, reading: readonly string[]): Dump {
  return {
    ending: 'dmp',
    isPlain: false,
    write: client('pg_dump', settings, ['--format=custom']),
    check: { argv: ['pg_restore', '--list', '--file=/dev/null'], env: {} },
    read: client('pg_restore', settings, ['--clean', '--if-exists', '--single-transaction', ...reading]),
  };
}

/** Count the rows that a dump contains: all except those of temporary tables. */
const countQuery = `SELECT count(*), coalesce(sum((xpath('/row/c/text()',
  query_to_xml(format('SELECT count(*) AS c FROM ONLY %I.%I', n.nspname, t.relname), false, true, '')
))[1]::text::bigint), 0)
FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE t.relkind = 'r' AND t.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

const counting = ['--tuples-only', '--no-align', '--field-separator= ', `--command=${countQuery}`];

/** Arguments: `<psql and its options>…`. Prints the sums over all databases. */
const countAll = `names=$("$@" --dbname=postgres --tuples-only --no-align \
  --command='SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate')
tables=0 rows=0
while IFS= read -r name; do
  counted=$(PGDATABASE=$name "$@" --tuples-only --no-align --field-separator=' ' --command="$GANTRY_QUERY" </dev/null)
  tables=$((tables + \${counted% *})) rows=$((rows + \${counted#* }))
done <<END
$names
END
echo "$tables $rows"`;

function countOf(settings: DatabaseSettings): ContainerCommand {
  return psql(settings, counting);
}

function countOfAll({ user, password }: DatabaseSettings): ContainerCommand {
  return {
    argv: ['sh', '-ec', countAll, 'sh', 'psql', '--no-psqlrc', '--no-password', `--username=${user}`],
    env: { PGPASSWORD: password, GANTRY_QUERY: new Secret(countQuery) },
  };
}

/**
 * Restore all databases. Every restore complains that the restoring role exists and cannot be dropped. What follows
 * the dump sets the stored password again, whatever the dump contains.
 */
const readAll = `errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
{ printf '%s\\n' "$GANTRY_BEFORE"; cat; printf '\\n%s\\n' "$GANTRY_AFTER"; } | "$@" >/dev/null 2>"$errors" || { tail -n 1 "$errors" >&2; exit 1; }
grep -E '(ERROR|FATAL):' "$errors" | grep -vE 'current user cannot be dropped|role "[^"]*" already exists' >&2 && exit 1
exit 0`;

function dumpOfAll(settings: DatabaseSettings): Dump {
  const { user, password } = settings;
  const maintenance = { ...settings, database: 'postgres' };
  const reader = client('psql', maintenance, ['--no-psqlrc', '--quiet', '--file=-']);
  return {
    ending: 'sql.gz',
    isPlain: true,
    write: {
      argv: [
        'pg_dumpall',
        '--no-password',
        `--username=${user}`,
        '--database=postgres',
        '--clean',
        '--if-exists',
      ],
      env: { PGPASSWORD: password },
    },
    check: {
      argv: ['sh', '-c', 'tail -n 20 | grep -q "PostgreSQL database cluster dump complete"'],
      env: {},
    },
    read: {
      argv: ['sh', '-c', readAll, 'sh', ...reader.argv],
      env: {
        ...reader.env,
        PGOPTIONS: new Secret('-c lc_messages=C'),
        GANTRY_BEFORE: new Secret([...unlogged, disconnectOthers].join('\n')),
        GANTRY_AFTER: new Secret(['\\connect postgres', ...unlogged, passwordOf(settings)].join('\n')),
      },
    },
  };
}

/** A database with open connections cannot be dropped. */
const disconnectOthers =
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL;';

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

/** Statements that keep a password out of the server's log. */
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

/** Create a database under a new name: renaming one would cut off its connections. */
function ensureDatabase(name: string): string[] {
  return [
    `SELECT ${sqlLiteral(`CREATE DATABASE ${sqlName(name)}`)}`,
    `WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${sqlLiteral(name)}) \\gexec`,
  ];
}
