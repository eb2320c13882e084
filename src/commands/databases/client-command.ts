import { shellWord } from '../output/shell-word';

/** The client program of a database, with its arguments. A password is only in its environment. */
export interface ClientCommand {
  argv: readonly [program: string, ...args: string[]];
  env: Readonly<Record<string, string>>;
}

interface Place {
  host: string;
  port: string;
  user: string;
  password: string;
  database: string;
  parameters: URLSearchParams;
}

const clients: Readonly<Record<string, (place: Place) => ClientCommand>> = {
  postgres: ({ host, port, user, password, database, parameters }) => ({
    argv: ['psql', '-h', host, '-p', port, '-U', user, '-d', database],
    env: { PGPASSWORD: password, ...named('PGSSLMODE', parameters.get('sslmode')) },
  }),
  mysql: ({ host, port, user, password, database }) => ({
    argv: ['mysql', '-h', host, '-P', port, '-u', user, database],
    env: { MYSQL_PWD: password },
  }),
  // mongosh reads no password from its environment, and asks for one.
  mongodb: ({ host, port, user, parameters }) => ({
    argv: [
      'mongosh',
      ...['--host', host, '--port', port, '--username', user, '--authenticationDatabase', 'admin'],
      ...(parameters.get('tls') === 'true' ? ['--tls'] : []),
    ],
    env: {},
  }),
  redis: ({ host, port, password }) => ({
    argv: ['redis-cli', '-h', host, '-p', port],
    env: { REDISCLI_AUTH: password },
  }),
  rediss: ({ host, port, password }) => ({
    argv: ['redis-cli', '-h', host, '-p', port, '--tls'],
    env: { REDISCLI_AUTH: password },
  }),
  clickhouse: ({ host, port, user, password, database, parameters }) => ({
    argv: [
      ...(['clickhouse-client', '--host', host, '--port', port] as const),
      ...(database ? ['--database', database] : []),
      ...(parameters.get('secure') === 'true' ? ['--secure'] : []),
    ],
    env: { CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password },
  }),
};

/** Build the command that opens a database by its URL; null if Gantry knows no client for it. */
export function clientCommand(text: string): ClientCommand | null {
  const url = new URL(text);
  const scheme = url.protocol.replace(/:$/, '').replace('postgresql', 'postgres');
  const client = Object.hasOwn(clients, scheme) ? clients[scheme] : undefined;
  if (!client) return null;
  return client({
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    parameters: url.searchParams,
  });
}

/** Format the command as a line to copy, without the secrets in its environment. */
export function commandLine({ argv, env }: ClientCommand): string {
  const shown = Object.entries(env).filter(([name]) => !/PASSWORD|PWD|AUTH/.test(name));
  return [...shown.map(([name, value]) => `${name}=${shellWord(value)}`), ...argv.map(shellWord)].join(' ');
}

function named(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}
