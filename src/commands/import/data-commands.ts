import { shellWord as word } from '../output/shell-word';

/** How the programs of a database dump and load its data, inside its container. */
const dumps: Readonly<Record<string, { dump: string; load: string }>> = {
  postgresql: {
    dump: 'pg_dumpall --clean --if-exists -U "$POSTGRES_USER"',
    load: 'psql -U "$POSTGRES_USER" postgres',
  },
  mysql: {
    dump: 'mysqldump --all-databases -uroot -p"$MYSQL_ROOT_PASSWORD"',
    load: 'mysql -uroot -p"$MYSQL_ROOT_PASSWORD"',
  },
  mariadb: {
    dump: 'mariadb-dump --all-databases -uroot -p"$MARIADB_ROOT_PASSWORD"',
    load: 'mariadb -uroot -p"$MARIADB_ROOT_PASSWORD"',
  },
  mongodb: {
    dump: 'mongodump --archive -u "$MONGO_INITDB_ROOT_USERNAME" -p "$MONGO_INITDB_ROOT_PASSWORD"',
    load: 'mongorestore --archive --drop -u "$MONGO_INITDB_ROOT_USERNAME" -p "$MONGO_INITDB_ROOT_PASSWORD"',
  },
};

/** Build the command that copies a volume. The workloads on both sides must be stopped. */
export function copyVolume(from: string, to: string): string {
  const mount = (name: string, place: string) => word(`${name}:${place}`);
  return `ssh OLD ${word(`docker run --rm -v ${mount(from, '/from:ro')} alpine tar -C /from -cf - .`)} | ssh NEW ${word(`docker run --rm -i -v ${mount(to, '/to')} alpine tar -C /to -xf -`)}`;
}

/** Build the command that copies a database; null if its engine has no dump and its volume is copied. */
export function copyDatabase(engine: string, from: string, to: string): string | null {
  const programs = Object.hasOwn(dumps, engine) ? dumps[engine] : undefined;
  if (!programs) return null;
  const inside = (container: string, command: string, flag = '') =>
    word(`docker exec ${flag}${word(container)} sh -c ${word(command)}`);
  return `ssh OLD ${inside(from, programs.dump)} | ssh NEW ${inside(to, programs.load, '-i ')}`;
}
