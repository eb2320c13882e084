import type { DatabaseImage } from '../lab/database-images/images';

/** A database of an engine of the lab, and how its own client reads and writes by a URL. */
export interface DatabaseClient {
  engine: string;
  image: DatabaseImage;
  fields: Record<string, unknown>;
  /** Write a value, or read it, by a URL. */
  write(url: URL): string[];
  read(url: URL): string[];
  /** Say the version of TLS of a connection that trusts the authority in /tmp/ca.crt. */
  encrypted?(url: URL): string[];
}

function mariadb({ hostname, port, username, password, pathname }: URL): string[] {
  const secret = `--password=${decodeURIComponent(password)}`;
  return ['mariadb', `--host=${hostname}`, `--port=${port}`, `--user=${username}`, secret, pathname.slice(1)];
}

function clickhouse({ hostname, port, username, password }: URL): string[] {
  const secret = `CLICKHOUSE_PASSWORD=${decodeURIComponent(password)}`;
  const client = ['/usr/local/bin/clickhouse-client', '--host', hostname, '--port', port, '--query'];
  return ['env', `CLICKHOUSE_USER=${username}`, secret, ...client];
}

export const databaseClients: DatabaseClient[] = [
  {
    engine: 'postgresql',
    image: 'postgres:16-alpine',
    fields: { postgres_user: 'app', postgres_password: 'p:a/s@s%', postgres_db: 'shop' },
    write: ({ href }) => [
      'psql',
      href,
      '-c',
      'CREATE TABLE kept (word text)',
      '-c',
      "INSERT INTO kept VALUES ('kept')",
    ],
    read: ({ href }) => ['psql', href, '-Atc', 'SELECT word FROM kept'],
    encrypted: ({ href }) => [
      'psql',
      `${href.replace('sslmode=require', 'sslmode=verify-full')}&sslrootcert=/tmp/ca.crt`,
      '-Atc',
      'SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    ],
  },
  {
    engine: 'mariadb',
    image: 'mariadb:11',
    fields: { mariadb_user: 'app', mariadb_password: 'p:a/s@s%', mariadb_database: 'sh_op' },
    write: (url) => [
      ...mariadb(url),
      '--execute',
      "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('kept')",
    ],
    read: (url) => [...mariadb(url), '--skip-column-names', '--execute', 'SELECT word FROM kept'],
    encrypted: (url) => [
      ...mariadb(url),
      ...['--ssl-ca=/tmp/ca.crt', '--ssl-verify-server-cert', '--execute', "SHOW STATUS LIKE 'Ssl_version'"],
    ],
  },
  {
    engine: 'clickhouse',
    image: 'clickhouse/clickhouse-server:latest',
    fields: { clickhouse_admin_user: 'app', clickhouse_admin_password: 'p:a/s@s%' },
    write: (url) => [...clickhouse(url), "CREATE TABLE kept ENGINE = TinyLog AS SELECT 'kept' AS word"],
    read: (url) => [...clickhouse(url), 'SELECT word FROM kept'],
  },
  {
    engine: 'redis',
    image: 'redis:7.2',
    fields: { redis_password: 'p:a/s@s%' },
    write: ({ href }) => ['redis-cli', '-u', href, 'SET', 'word', 'kept'],
    read: ({ href }) => ['redis-cli', '-u', href, 'GET', 'word'],
    // It answers over TLS or not at all.
    encrypted: ({ href }) => ['redis-cli', '-u', href, '--cacert', '/tmp/ca.crt', 'ECHO', 'TLS'],
  },
];
