import { databaseIdentifier } from './identifier';

const mysqlSystemDatabases = new Set(['mysql', 'sys', 'information_schema', 'performance_schema']);
const MYSQL_USER_MAX = 32;

/** Name of a PostgreSQL user; `pg_` is reserved for PostgreSQL's own roles. */
export const postgresUser = databaseIdentifier.refine(
  (name) => !name.startsWith('pg_') && name !== 'public' && name !== 'none',
  'Is reserved by PostgreSQL.',
);

export const postgresDatabase = databaseIdentifier.refine(
  (name) => name !== 'template0' && name !== 'template1',
  'Is reserved by PostgreSQL.',
);

/** Name of a MySQL user, up to MySQL's maximum length; the root user has a separate field. */
export const mysqlUser = databaseIdentifier
  .refine((name) => name.toLowerCase() !== 'root', 'Must not be root.')
  .refine((name) => name.length <= MYSQL_USER_MAX, `Must not be longer than ${MYSQL_USER_MAX} characters.`);

export const mysqlDatabase = databaseIdentifier.refine(
  (name) => !mysqlSystemDatabases.has(name.toLowerCase()),
  'Is a system database.',
);
