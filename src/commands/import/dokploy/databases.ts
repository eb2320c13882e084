import type { At } from '../at';
import { filled, type Members } from '../draft';
import { objects, textOf } from '../read-json';
import { limitMembers } from './applications';

/** Engines of Dokploy, with their names and the names of their fields in Gantry. */
export const engines: Readonly<Record<string, { type: string; fields: Readonly<Record<string, string>> }>> = {
  postgres: {
    type: 'postgresql',
    fields: {
      databaseUser: 'postgres_user',
      databasePassword: 'postgres_password',
      databaseName: 'postgres_db',
    },
  },
  mysql: {
    type: 'mysql',
    fields: {
      databaseUser: 'mysql_user',
      databasePassword: 'mysql_password',
      databaseRootPassword: 'mysql_root_password',
      databaseName: 'mysql_database',
    },
  },
  mariadb: {
    type: 'mariadb',
    fields: {
      databaseUser: 'mariadb_user',
      databasePassword: 'mariadb_password',
      databaseRootPassword: 'mariadb_root_password',
      databaseName: 'mariadb_database',
    },
  },
  mongo: {
    type: 'mongodb',
    fields: {
      databaseUser: 'mongo_initdb_root_username',
      databasePassword: 'mongo_initdb_root_password',
    },
  },
  redis: { type: 'redis', fields: { databasePassword: 'redis_password' } },
};

/** Convert a database. Fields with a password become references. */
export function databaseMembers(kind: string, database: Members, at: At): Members {
  const { type, fields } = engines[kind] ?? { type: kind, fields: {} };
  const own = Object.entries(fields).map(([name, member]) => {
    const value = textOf(database[name]);
    const isSecret = member.includes('password');
    return [member, value && isSecret ? at.draft.secret([at.environment, at.key, member], value) : value];
  });
  const port = database.externalPort;
  return filled({
    type: `standalone-${type}`,
    description: database.description,
    image: database.dockerImage,
    ...Object.fromEntries(own),
    ...limitMembers(database),
    ...(typeof port === 'number' ? { is_public: true, public_port: port } : {}),
  });
}

/** Convert the schedules of backups. Where the backups are sent is not imported. */
export function backupsPart(rows: unknown): Members[] {
  return objects(rows).map(({ schedule, enabled, database, keepLatestCount }) =>
    filled({
      frequency: schedule,
      enabled: enabled === false ? false : null,
      databases_to_backup: database,
      database_backup_retention_amount_locally:
        typeof keepLatestCount === 'number' && keepLatestCount > 0 ? keepLatestCount : null,
    }),
  );
}
