import { z } from 'zod';
import type { DatabaseField } from './field';
import { configurationField, firstStartField, passwordField, textField } from './field-kinds';
import { databaseIdentifier } from './identifier';
import { initdbArguments } from './initdb-arguments';
import { mysqlDatabase, mysqlUser, postgresDatabase, postgresUser } from './reserved-identifier';

/** An engine for callers: its names, its default image, and its own fields. */
export interface EngineDescription {
  label: string;
  /** Type in lists of workloads (coolify-api §5.3). */
  type: `standalone-${string}`;
  /** Class name in Coolify's answers. */
  className: `Standalone${string}`;
  /** Member in an environment's answer (coolify-api §3.1). */
  collection: string;
  defaultImage: string;
  port: number;
  /** Memory it needs when idle with default settings, in megabytes: shown before one is created. */
  memoryMegabytes: number;
  /** Encryption modes for clients, `ssl_mode` on the wire; empty: the engine has no modes. */
  sslModes: readonly SslMode[];
  /** Default mode. */
  sslMode: SslMode | null;
  /** Fields by wire name. */
  fields: Readonly<Record<string, DatabaseField>>;
}

const hostAuthenticationMethods = z.enum(['scram-sha-256', 'md5', 'password', 'trust']);

/** Modes as named by the engines' own clients. */
const libpqModes = ['allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
const mysqlModes = ['PREFERRED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;
export const sslModes = [...libpqModes, ...mysqlModes] as const;
export type SslMode = (typeof sslModes)[number];

/** Supported engines. To add one, add an entry here and in `engine/database/kinds.ts`. */
export const databaseEngines = {
  postgresql: {
    label: 'PostgreSQL',
    type: 'standalone-postgresql',
    className: 'StandalonePostgresql',
    collection: 'postgresqls',
    defaultImage: 'postgres:16-alpine',
    port: 5432,
    memoryMegabytes: 64,
    sslModes: libpqModes,
    sslMode: 'require',
    fields: {
      postgres_user: textField('user', 'User', postgresUser, 'postgres'),
      postgres_password: passwordField('password', 'Password'),
      postgres_db: textField('database', 'Database', postgresDatabase, 'postgres'),
      postgres_initdb_args: firstStartField('initArguments', 'initdb arguments', initdbArguments),
      postgres_host_auth_method: firstStartField(
        'hostAuthentication',
        'Host authentication method',
        hostAuthenticationMethods,
      ),
      postgres_conf: configurationField('postgresql.conf'),
    },
  },
  mysql: {
    label: 'MySQL',
    type: 'standalone-mysql',
    className: 'StandaloneMysql',
    collection: 'mysqls',
    defaultImage: 'mysql:8',
    port: 3306,
    memoryMegabytes: 400,
    sslModes: mysqlModes,
    sslMode: 'REQUIRED',
    fields: {
      mysql_root_password: passwordField('rootPassword', 'Root password'),
      mysql_password: passwordField('password', 'Password'),
      mysql_user: textField('user', 'User', mysqlUser, 'mysql'),
      mysql_database: textField('database', 'Database', mysqlDatabase, 'default'),
      mysql_conf: configurationField('my.cnf'),
    },
  },
  mariadb: {
    label: 'MariaDB',
    type: 'standalone-mariadb',
    className: 'StandaloneMariadb',
    collection: 'mariadbs',
    defaultImage: 'mariadb:11',
    port: 3306,
    memoryMegabytes: 128,
    sslModes: mysqlModes,
    sslMode: 'REQUIRED',
    fields: {
      mariadb_root_password: passwordField('rootPassword', 'Root password'),
      mariadb_password: passwordField('password', 'Password'),
      mariadb_user: textField('user', 'User', mysqlUser, 'mariadb'),
      mariadb_database: textField('database', 'Database', mysqlDatabase, 'default'),
      mariadb_conf: configurationField('my.cnf'),
    },
  },
  mongodb: {
    label: 'MongoDB',
    type: 'standalone-mongodb',
    className: 'StandaloneMongodb',
    collection: 'mongodbs',
    defaultImage: 'mongo:7',
    port: 27017,
    memoryMegabytes: 256,
    sslModes: ['allow', 'prefer', 'require', 'verify-full'],
    sslMode: 'require',
    fields: {
      mongo_conf: configurationField('mongod.conf'),
      mongo_initdb_root_username: textField('user', 'Root user', databaseIdentifier, 'root'),
      mongo_initdb_root_password: passwordField('password', 'Root password'),
      mongo_initdb_database: textField('database', 'Database', databaseIdentifier, 'default'),
    },
  },
  redis: {
    label: 'Redis',
    type: 'standalone-redis',
    className: 'StandaloneRedis',
    collection: 'redis',
    defaultImage: 'redis:7.2',
    port: 6379,
    memoryMegabytes: 16,
    sslModes: [],
    sslMode: null,
    fields: {
      redis_password: passwordField('password', 'Password'),
      redis_conf: configurationField('redis.conf'),
    },
  },
  keydb: {
    label: 'KeyDB',
    type: 'standalone-keydb',
    className: 'StandaloneKeydb',
    collection: 'keydbs',
    defaultImage: 'eqalpha/keydb:latest',
    port: 6379,
    memoryMegabytes: 32,
    sslModes: [],
    sslMode: null,
    fields: {
      keydb_password: passwordField('password', 'Password'),
      keydb_conf: configurationField('keydb.conf'),
    },
  },
  dragonfly: {
    label: 'Dragonfly',
    type: 'standalone-dragonfly',
    className: 'StandaloneDragonfly',
    collection: 'dragonflies',
    defaultImage: 'docker.dragonflydb.io/dragonflydb/dragonfly',
    port: 6379,
    memoryMegabytes: 128,
    sslModes: [],
    sslMode: null,
    fields: {
      dragonfly_password: passwordField('password', 'Password'),
    },
  },
  clickhouse: {
    label: 'ClickHouse',
    type: 'standalone-clickhouse',
    className: 'StandaloneClickhouse',
    collection: 'clickhouses',
    defaultImage: 'clickhouse/clickhouse-server',
    port: 9000,
    memoryMegabytes: 1024,
    sslModes: [],
    sslMode: null,
    fields: {
      clickhouse_admin_user: textField('user', 'User', databaseIdentifier, 'default'),
      clickhouse_admin_password: passwordField('password', 'Password'),
    },
  },
} as const satisfies Readonly<Record<string, EngineDescription>>;

export type DatabaseEngine = keyof typeof databaseEngines;

/** Type of a database on the wire: the engine's name with a prefix. */
export type DatabaseType = `standalone-${DatabaseEngine}`;
