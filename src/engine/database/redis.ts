import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { DatabaseKind, DatabaseSettings } from './types';
import { databaseUrl } from './url';

interface Dialect {
  client: 'redis-cli' | 'keydb-cli';
  /** User in the URL: Redis 6 and later call it `default`. */
  user: '' | 'default';
}

/** The kind of an engine that speaks Redis's protocol: one password, given when the server starts. */
function kindOf(
  { client, user }: Dialect,
  start: Pick<DatabaseKind, 'files' | 'command' | 'ulimits'> & { variables?: DatabaseKind['variables'] },
): DatabaseKind {
  const { variables, ...rest } = start;
  return {
    port: 6379,
    dataFolder: () => '/data',
    folderVariable: null,
    variables: (settings) => ({ ...variables?.(settings), REDISCLI_AUTH: settings.password }),
    health: () => ['sh', '-c', `test "$(${client} ping)" = PONG`],
    signIn: (settings) => ping(client, settings),
    changeCredentials: () => ({ kind: 'restart' }),
    dumps: null,
    url: ({ password }, { host, port }) =>
      databaseUrl({ scheme: 'redis', user, password, host, port, rest: '/0' }),
    ...rest,
  };
}

/** A ping that fails when the server refuses: the client itself ends with 0 then. */
const pingScript =
  'answer=$("$1" -h "$2" ping 2>&1); test "$answer" = PONG || { echo "$answer" >&2; exit 1; }';

function ping(client: string, { host, password }: DatabaseSettings): ContainerCommand {
  return { argv: ['sh', '-c', pingScript, 'sh', client, host], env: { REDISCLI_AUTH: password } };
}

/** The server's own program with a configuration file that holds the password. */
function withConfiguration(program: string, path: string): Pick<DatabaseKind, 'files' | 'command'> {
  return {
    files: (settings) => [{ path, content: configurationOf(settings) }],
    command: () => [program, path],
  };
}

export const redis = kindOf(
  { client: 'redis-cli', user: 'default' },
  withConfiguration('redis-server', '/usr/local/etc/redis/gantry.conf'),
);

export const keydb = kindOf(
  { client: 'keydb-cli', user: '' },
  withConfiguration('keydb-server', '/etc/keydb/gantry.conf'),
);

export const dragonfly = kindOf(
  { client: 'redis-cli', user: '' },
  {
    variables: ({ password }) => ({ DFLY_requirepass: password }),
    files: () => [],
    command: () => ['dragonfly', '--logtostderr', '--dir=/data', '--dbfilename=dump'],
    ulimits: [{ name: 'memlock', soft: -1, hard: -1 }],
  },
);

/** The user's configuration between defaults that it may change and what Gantry relies on: the last line wins. */
function configurationOf({ configuration, password }: DatabaseSettings): Secret {
  const lines = [
    'appendonly yes',
    ...(configuration === null ? [] : [configuration.reveal()]),
    'bind 0.0.0.0',
    'protected-mode no',
    'port 6379',
    'daemonize no',
    'dir /data',
    `requirepass ${quoted(password.reveal())}`,
  ];
  return new Secret(`${lines.join('\n')}\n`);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
