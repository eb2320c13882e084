import { databaseIdentifier } from './identifier';

const mysqlSystemDatabases = new Set(['mysql', 'sys', 'information_schema', 'performance_schema']);
const MYSQL_USER_MAX = 32;

/** PostgreSQL keeps `pg_` for roles of its own. */
export const postgresUser = databaseIdentifier.refine(
  (name) => !name.startsWith('pg_') && name !== 'public' && name !== 'none',
  'Is reserved by PostgreSQL.',
);

export const postgresDatabase = databaseIdentifier.refine(
  (name) => name !== 'template0' && name !== 'template1',
  'Is reserved by PostgreSQL.',
);

/** The root user has a field of its own; MySQL takes no longer name. */
export const mysqlUser = databaseIdentifier
  .refine((name) => name.toLowerCase() !== 'root', 'Must be another user than root.')
  .refine((name) => name.length <= MYSQL_USER_MAX, `Must not be longer than ${MYSQL_USER_MAX} characters.`);

export const mysqlDatabase = databaseIdentifier.refine(
  (name) => !mysqlSystemDatabases.has(name.toLowerCase()),
  'Is a system database.',
);
