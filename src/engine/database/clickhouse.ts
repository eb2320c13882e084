import type { Dump } from '../../domain/database/dump';
import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { sqlLiteral } from './sql-text';
import { tlsPaths } from './tls';
import type { DatabaseKind, DatabaseSettings } from './types';
import { databaseUrl } from './url';

const selectOne = ['--query', 'SELECT 1'];

/** Folder where the server itself writes and reads backups. */
const backupFolder = '/var/lib/clickhouse/gantry-backups/';

/** Every version accepts this name of the root element. */
const backupConfiguration = `<yandex>
  <backups><allowed_path>${backupFolder}</allowed_path></backups>
</yandex>
`;

const TLS_PORT = 9440;

const tlsConfiguration = `<yandex>
  <tcp_port_secure>${TLS_PORT}</tcp_port_secure>
  <openSSL><server>
    <certificateFile>${tlsPaths.certificate}</certificateFile>
    <privateKeyFile>${tlsPaths.key}</privateKeyFile>
    <caConfig>${tlsPaths.authority}</caConfig>
    <verificationMode>none</verificationMode>
  </server></openSSL>
</yandex>
`;

/** The client in the container checks the certificate. */
const clientConfiguration = `<config>
  <openSSL><client>
    <loadDefaultCAFile>false</loadDefaultCAFile>
    <caConfig>${tlsPaths.authority}</caConfig>
    <verificationMode>strict</verificationMode>
    <invalidCertificateHandler><name>RejectCertificateHandler</name></invalidCertificateHandler>
  </client></openSSL>
</config>
`;

/** ClickHouse, whose image writes the user of its variables into the configuration at every start. */
export const clickhouse: DatabaseKind = {
  port: 9000,
  dataFolder: () => '/var/lib/clickhouse',
  folderVariable: null,
  variables: ({ user, password, database }) => ({
    CLICKHOUSE_USER: user,
    CLICKHOUSE_PASSWORD: password,
    CLICKHOUSE_DB: database,
    CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT: '1',
  }),
  files: ({ tls }) => [
    { path: '/etc/clickhouse-server/config.d/gantry.xml', content: new Secret(backupConfiguration) },
    ...(tls
      ? [
          { path: '/etc/clickhouse-server/config.d/gantry-tls.xml', content: new Secret(tlsConfiguration) },
          {
            path: '/etc/clickhouse-client/config.d/gantry-tls.xml',
            content: new Secret(clientConfiguration),
          },
        ]
      : []),
  ],
  command: () => null,
  // The client reads user and password from the variables of the container.
  health: () => ['clickhouse-client', ...selectOne],
  signIn(settings) {
    const secure = settings.tls ? ['--secure', `--port=${TLS_PORT}`] : [];
    return client(['clickhouse-client', `--host=${settings.host}`, ...secure, ...selectOne], settings);
  },
  changeCredentials: () => ({ kind: 'restart' }),
  tls: { port: TLS_PORT, account: 'clickhouse', entrypoint: '/entrypoint.sh', command: () => [] },
  dumps: {
    database: (settings, { name }) => dumpOf(settings, name),
    all: null,
    count: (settings, database) => countOf(settings, database?.name ?? null),
  },
  url({ user, password, database, tls }, { host, port }) {
    const rest = `/${database}${tls ? '?secure=true' : ''}`;
    return databaseUrl({ scheme: 'clickhouse', user, password, host, port, rest });
  },
};

function client(
  argv: ContainerCommand['argv'],
  { user, password }: Pick<DatabaseSettings, 'user' | 'password'>,
): ContainerCommand {
  return { argv, env: { CLICKHOUSE_USER: new Secret(user), CLICKHOUSE_PASSWORD: password } };
}

function countOf(settings: DatabaseSettings, database: string | null): ContainerCommand {
  const which =
    database === null
      ? "NOT IN ('system', 'information_schema', 'INFORMATION_SCHEMA')"
      : `= ${sqlLiteral(database)}`;
  const query = `SELECT count(), sum(ifNull(total_rows, 0)) FROM system.tables WHERE database ${which} AND engine NOT LIKE '%View'`;
  return client(['clickhouse-client', '--query', query], settings);
}

/** The server writes the archive, and creates its folder, as its own account. */
const write = `file=${backupFolder}write-$$.zip
trap 'rm -f "$file"' EXIT
clickhouse-client --query "BACKUP DATABASE \`$1\` TO File('$file')" >/dev/null
cat "$file"`;

const read = `file=${backupFolder}read-$$.zip
trap 'rm -f "$file"' EXIT
mkdir -p ${backupFolder}
cat >"$file"
chmod 644 "$file"
clickhouse-client --query "DROP DATABASE IF EXISTS \`$1\` SYNC"
clickhouse-client --query "RESTORE DATABASE \`$1\` FROM File('$file')" >/dev/null`;

function dumpOf(settings: DatabaseSettings, name: string): Dump {
  return {
    ending: 'zip',
    isPlain: false,
    write: client(['sh', '-ec', write, 'sh', name], settings),
    // An archive ends with its list of contents.
    check: { argv: ['sh', '-c', 'test "$(tail -c 22 | head -c 2)" = PK'], env: {} },
    read: client(['sh', '-ec', read, 'sh', name], settings),
  };
}
