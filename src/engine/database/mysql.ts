import type { Dump } from '../../domain/database/dump';
import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { mysqlLiteral, mysqlName } from './sql-text';
import { tlsPaths } from './tls';
import type { CredentialChange, DatabaseKind, DatabaseSettings } from './types';
import { databaseUrl } from './url';

/** Names that differ between MySQL and MariaDB. */
interface Dialect {
  prefix: 'MYSQL' | 'MARIADB';
  client: 'mysql' | 'mariadb';
  dump: 'mysqldump' | 'mariadb-dump';
  server: 'mysqld' | 'mariadbd';
  health: readonly [string, ...string[]];
}

const dumpOptions = ['--single-transaction', '--routines', '--events', '--triggers'];

function kindOf(dialect: Dialect): DatabaseKind {
  const { prefix, client, dump } = dialect;
  return {
    port: 3306,
    dataFolder: () => '/var/lib/mysql',
    folderVariable: null,
    variables: ({ user, password, rootPassword, database }) => ({
      [`${prefix}_ROOT_PASSWORD`]: rootPassword ?? password,
      [`${prefix}_USER`]: user,
      [`${prefix}_PASSWORD`]: password,
      [`${prefix}_DATABASE`]: database,
    }),
    files: ({ configuration, tls }) => [
      ...(configuration === null ? [] : [{ path: '/etc/mysql/conf.d/gantry.cnf', content: configuration }]),
      // Files are read in name order, so this one comes after the user's own.
      ...(tls ? [{ path: '/etc/mysql/conf.d/gantry-tls.cnf', content: tlsConfiguration(tls) }] : []),
    ],
    command: () => null,
    health: () => dialect.health,
    signIn: (settings) => signIn(client, settings),
    changeCredentials: (before, after) => changeCredentials(client, before, after),
    tls: {
      port: 3306,
      account: 'mysql',
      entrypoint: 'docker-entrypoint.sh',
      command: () => [dialect.server],
    },
    dumps: {
      database: (settings, { name }) => ({
        ...dumpFile,
        write: asRoot(dump, settings, [...dumpOptions, name]),
        read: asRoot(client, settings, [name]),
      }),
      all: (settings) => ({
        ...dumpFile,
        write: asRoot(dump, settings, [...dumpOptions, '--all-databases', '--flush-privileges']),
        read: readAll(client, settings),
      }),
      count: (settings, database) => countOf(client, settings, database?.name ?? null),
    },
    url({ user, password, database, tls }, { host, port }) {
      const rest = `/${database}${tls?.mode ? `?ssl-mode=${tls.mode}` : ''}`;
      return databaseUrl({ scheme: 'mysql', user, password, host, port, rest });
    },
  };
}

/** Write the TLS settings. Clients in the container, such as the health check, check the certificate too. */
function tlsConfiguration({ mode }: NonNullable<DatabaseSettings['tls']>): Secret {
  const lines = [
    '[mysqld]',
    `ssl-ca=${tlsPaths.authority}`,
    `ssl-cert=${tlsPaths.certificate}`,
    `ssl-key=${tlsPaths.key}`,
    `require_secure_transport=${mode === 'PREFERRED' ? 'OFF' : 'ON'}`,
    '[client]',
    `ssl-ca=${tlsPaths.authority}`,
  ];
  return new Secret(`${lines.join('\n')}\n`);
}

export const mysql = kindOf({
  prefix: 'MYSQL',
  client: 'mysql',
  dump: 'mysqldump',
  server: 'mysqld',
  // The server of the first start has no network, so this check does not succeed on it.
  health: [
    'sh',
    '-c',
    'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" exec mysqladmin ping --host=127.0.0.1 --user=root --silent',
  ],
});

export const mariadb = kindOf({
  prefix: 'MARIADB',
  client: 'mariadb',
  dump: 'mariadb-dump',
  server: 'mariadbd',
  health: ['healthcheck.sh', '--connect', '--innodb_initialized'],
});

const dumpFile: Pick<Dump, 'ending' | 'isPlain' | 'check'> = {
  ending: 'sql.gz',
  isPlain: true,
  // The programs write this line last, and only on success.
  check: { argv: ['sh', '-c', 'tail -n 5 | grep -q "Dump completed"'], env: {} },
};

/** Restore a dump with its accounts; the statements after it set the stored passwords again. */
function readAll(client: string, settings: DatabaseSettings): ContainerCommand {
  const { argv, env } = asRoot(client, settings, ['--batch']);
  const statements = [
    'FLUSH PRIVILEGES;',
    `ALTER USER IF EXISTS ${account(settings.user, '%')} IDENTIFIED BY ${mysqlLiteral(settings.password.reveal())};`,
    ...rootPasswords(settings),
  ];
  return {
    argv: ['sh', '-c', `{ cat; printf '\\n%s\\n' "$GANTRY_AFTER"; } | "$@"`, 'sh', ...argv],
    env: { ...env, GANTRY_AFTER: new Secret(statements.join('\n')) },
  };
}

/**
 * Arguments: `<query> <client and its options>…`. Runs the statements that the query returns, and adds up their
 * results.
 */
const countScript = `query=$1
shift
statements=$("$@" --execute="$query")
counts=
[ -z "$statements" ] || counts=$(printf '%s\n' "$statements" | "$@")
tables=0 rows=0
while read -r count; do
  [ -z "$count" ] || { tables=$((tables + 1)) rows=$((rows + count)); }
done <<END
$counts
END
echo "$tables $rows"`;

function countOf(client: string, settings: DatabaseSettings, database: string | null): ContainerCommand {
  const name = (column: string) => `'\`', REPLACE(${column}, '\`', '\`\`'), '\`'`;
  const which =
    database === null
      ? "NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')"
      : `= ${mysqlLiteral(database)}`;
  const query = `SELECT CONCAT('SELECT COUNT(*) FROM ', ${name('table_schema')}, '.', ${name('table_name')}, ';')
FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema ${which}`;
  const { argv, env } = asRoot(client, settings, ['--batch', '--raw', '--skip-column-names']);
  return { argv: ['sh', '-ec', countScript, 'sh', query, ...argv], env };
}

interface Account {
  user: string;
  password: Secret;
}

function root({ rootPassword, password }: DatabaseSettings): Account {
  return { user: 'root', password: rootPassword ?? password };
}

/** Sign in as the user, then as root: both passwords must be the stored ones. */
const signInScript = `ask() { "$client" --host="$host" --protocol=tcp --connect-timeout=5 --execute='SELECT 1' "$@"; }
client=$1 host=$2
MYSQL_PWD=$GANTRY_PASSWORD ask --user="$3" --database="$4"
MYSQL_PWD=$GANTRY_ROOT_PASSWORD ask --user=root`;

function signIn(client: string, settings: DatabaseSettings): ContainerCommand {
  const { host, user, password, database } = settings;
  return {
    argv: ['sh', '-ec', signInScript, 'sh', client, host, user, database],
    env: { GANTRY_PASSWORD: password, GANTRY_ROOT_PASSWORD: root(settings).password },
  };
}

function asRoot(program: string, settings: DatabaseSettings, options: readonly string[]): ContainerCommand {
  const { user, password } = root(settings);
  return { argv: [program, `--user=${user}`, ...options], env: { MYSQL_PWD: password } };
}

function changeCredentials(
  client: string,
  before: DatabaseSettings,
  after: DatabaseSettings,
): CredentialChange {
  const user = account(after.user, '%');
  const statements = [
    ...renamed(before.user, after.user),
    `ALTER USER ${user} IDENTIFIED BY ${mysqlLiteral(after.password.reveal())};`,
    `CREATE DATABASE IF NOT EXISTS ${mysqlName(after.database)};`,
    `GRANT ALL ON ${mysqlName(after.database.replaceAll('_', '\\_'))}.* TO ${user};`,
    // Last: until then, root's old password can repeat everything after an interruption.
    ...rootPasswords(after),
  ];
  const command = asRoot(client, before, ['--batch']);
  return {
    kind: 'statements',
    change: { ...command, stdin: new Secret(`${statements.join('\n')}\n`) },
    settle: null,
  };
}

function rootPasswords(settings: DatabaseSettings): string[] {
  const password = mysqlLiteral(root(settings).password.reveal());
  return ['%', 'localhost'].map(
    (host) => `ALTER USER IF EXISTS ${account('root', host)} IDENTIFIED BY ${password};`,
  );
}

/** Rename a user, keeping its privileges. RENAME USER has no IF EXISTS, which a repetition needs. */
function renamed(from: string, to: string): string[] {
  if (from === to) return [];
  const rename = `RENAME USER ${account(from, '%')} TO ${account(to, '%')}`;
  const exists = `SELECT COUNT(*) FROM mysql.user WHERE User = ${mysqlLiteral(from)} AND Host = '%'`;
  return [
    `SET @gantry_rename = IF((${exists}) = 1, ${mysqlLiteral(rename)}, 'DO 0');`,
    'PREPARE gantry_rename FROM @gantry_rename;',
    'EXECUTE gantry_rename;',
  ];
}

function account(user: string, host: string): string {
  return `${mysqlLiteral(user)}@${mysqlLiteral(host)}`;
}
