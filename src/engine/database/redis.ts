import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { portOf, tlsPaths } from './tls';
import type { DatabaseKind, DatabaseSettings, EngineTls } from './types';
import { databaseUrl } from './url';

interface Dialect {
  client: 'redis-cli' | 'keydb-cli';
  /** User in the URL: Redis 6 and later call it `default`. */
  user: '' | 'default';
}

/** Make the kind of an engine that speaks the Redis protocol: one password, set when the server starts. */
function kindOf(
  { client, user }: Dialect,
  start: Pick<DatabaseKind, 'files' | 'command' | 'ulimits'> & {
    variables?: DatabaseKind['variables'];
    /** Whether the usual port also serves unencrypted connections. */
    isPlainBeside: boolean;
    tls: Omit<EngineTls, 'port'>;
  },
): DatabaseKind {
  const { variables, tls, isPlainBeside, ...rest } = start;
  const kind: DatabaseKind = {
    port: 6379,
    dataFolder: () => '/data',
    folderVariable: null,
    variables: (settings) => ({ ...variables?.(settings), REDISCLI_AUTH: settings.password }),
    health(settings) {
      const options =
        settings.tls && !isPlainBeside ? ['-p', String(portOf(kind, settings)), ...withTls] : [];
      return ['sh', '-c', `test "$(${[client, ...options, 'ping'].join(' ')})" = PONG`];
    },
    signIn: (settings) => ping(client, settings, portOf(kind, settings)),
    changeCredentials: () => ({ kind: 'restart' }),
    tls: { ...tls, port: TLS_PORT },
    dumps: null,
    url: ({ password, tls: encrypted }, { host, port }) =>
      databaseUrl({ scheme: encrypted ? 'rediss' : 'redis', user, password, host, port, rest: '/0' }),
    ...rest,
  };
  return kind;
}

const TLS_PORT = 6380;
const withTls = ['--tls', '--cacert', tlsPaths.authority];

/** A ping that fails when the server refuses: the client itself exits with 0 then. */
const pingScript = 'answer=$("$@" ping 2>&1); test "$answer" = PONG || { echo "$answer" >&2; exit 1; }';

function ping(client: string, { host, password, tls }: DatabaseSettings, port: number): ContainerCommand {
  const options = tls ? ['-p', String(port), ...withTls] : [];
  return {
    argv: ['sh', '-c', pingScript, 'sh', client, '-h', host, ...options],
    env: { REDISCLI_AUTH: password },
  };
}

/** Start the server with a configuration file that contains the password. */
function withConfiguration(account: 'redis' | 'keydb', path: string) {
  const command = () => [`${account}-server`, path];
  return {
    files: (settings: DatabaseSettings) => [{ path, content: configurationOf(settings) }],
    command,
    isPlainBeside: true,
    tls: { account, entrypoint: 'docker-entrypoint.sh', command },
  };
}

export const redis = kindOf(
  { client: 'redis-cli', user: 'default' },
  withConfiguration('redis', '/usr/local/etc/redis/gantry.conf'),
);

export const keydb = kindOf(
  { client: 'keydb-cli', user: '' },
  withConfiguration('keydb', '/etc/keydb/gantry.conf'),
);

const dragonflyCommand = ['dragonfly', '--logtostderr', '--dir=/data', '--dbfilename=dump'];

export const dragonfly = kindOf(
  { client: 'redis-cli', user: '' },
  {
    variables: ({ password }) => ({ DFLY_requirepass: password }),
    files: () => [],
    command: () => dragonflyCommand,
    isPlainBeside: false,
    // Without a CA file: with one, Dragonfly asks each client for a certificate.
    tls: {
      account: 'dfly',
      entrypoint: 'entrypoint.sh',
      command: () => [
        ...dragonflyCommand,
        `--port=${TLS_PORT}`,
        '--tls',
        `--tls_cert_file=${tlsPaths.certificate}`,
        `--tls_key_file=${tlsPaths.key}`,
      ],
    },
    ulimits: [{ name: 'memlock', soft: -1, hard: -1 }],
  },
);

/**
 * Write the user's configuration between defaults that it may change and settings that Gantry relies on: the last line
 * wins.
 */
function configurationOf({ configuration, password, tls }: DatabaseSettings): Secret {
  const lines = [
    'appendonly yes',
    ...(configuration === null ? [] : [configuration.reveal()]),
    'bind 0.0.0.0',
    'protected-mode no',
    'port 6379',
    'daemonize no',
    'dir /data',
    ...(tls ? tlsLines : []),
    `requirepass ${quoted(password.reveal())}`,
  ];
  return new Secret(`${lines.join('\n')}\n`);
}

const tlsLines = [
  `tls-port ${TLS_PORT}`,
  `tls-cert-file ${tlsPaths.certificate}`,
  `tls-key-file ${tlsPaths.key}`,
  `tls-ca-cert-file ${tlsPaths.authority}`,
  'tls-auth-clients no',
];

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
