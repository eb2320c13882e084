import { engineOfImage } from '../../domain/compose/component-kind';
import type { ComposeService } from '../../domain/compose/service';
import type { DatabaseEngine } from '../../domain/database/engines';
import { Secret } from '../../domain/secret';
import { databaseKinds } from '../database/kinds';
import type { DatabaseKind, DatabaseSettings } from '../database/types';
import { componentHost } from './names';

/**
 * Variables from which the images of an engine read the credentials of their first start. Of several names the first
 * one counts.
 */
interface CredentialNames {
  user: readonly string[];
  usualUser: string;
  password: readonly string[];
  database: readonly string[];
  usualDatabase: string | null;
  /** For the administrator, who always exists. */
  root?: { user: string; password: readonly string[] };
}

const ofMysql = (prefixes: readonly string[]): CredentialNames => {
  const names = (ending: string) => prefixes.map((prefix) => `${prefix}_${ending}`);
  return {
    user: names('USER'),
    usualUser: 'root',
    password: names('PASSWORD'),
    database: names('DATABASE'),
    usualDatabase: '',
    root: { user: 'root', password: names('ROOT_PASSWORD') },
  };
};

const ofRedis: CredentialNames = {
  user: [],
  usualUser: '',
  password: ['REDIS_PASSWORD', 'VALKEY_PASSWORD', 'KEYDB_PASSWORD', 'DFLY_requirepass'],
  database: [],
  usualDatabase: '',
};

const names: Readonly<Record<DatabaseEngine, CredentialNames>> = {
  postgresql: {
    user: ['POSTGRES_USER', 'POSTGRESQL_USERNAME'],
    usualUser: 'postgres',
    password: ['POSTGRES_PASSWORD', 'POSTGRESQL_PASSWORD'],
    database: ['POSTGRES_DB', 'POSTGRESQL_DATABASE'],
    usualDatabase: null,
  },
  mysql: ofMysql(['MYSQL']),
  mariadb: ofMysql(['MARIADB', 'MYSQL']),
  mongodb: {
    user: ['MONGO_INITDB_ROOT_USERNAME', 'MONGODB_ROOT_USER'],
    usualUser: 'root',
    password: ['MONGO_INITDB_ROOT_PASSWORD', 'MONGODB_ROOT_PASSWORD'],
    database: [],
    usualDatabase: '',
  },
  redis: ofRedis,
  keydb: ofRedis,
  dragonfly: ofRedis,
  clickhouse: {
    user: ['CLICKHOUSE_USER'],
    usualUser: 'default',
    password: ['CLICKHOUSE_PASSWORD'],
    database: ['CLICKHOUSE_DB'],
    usualDatabase: 'default',
  },
};

/** A database of a compose file whose engine Gantry knows. */
export interface ServiceDatabase {
  kind: DatabaseKind;
  /** Whether clients need a password, as far as its file says. */
  isGuarded: boolean;
  /** Names of the variables that set the password. */
  passwordNames: readonly string[];
  /** Credentials in its file; null: they are in another file, or there are none. */
  settings: DatabaseSettings | null;
}

/** Read what a service says about its database. @returns null for an engine that Gantry does not know */
export function serviceDatabase(
  service: ComposeService,
  { uuid, image }: { uuid: string; image: string },
): ServiceDatabase | null {
  const engine = engineOfImage(image);
  if (engine === null) return null;
  const { user, usualUser, password: passwordNames, database, usualDatabase, root } = names[engine];
  const values = new Map(service.environment.map(([key, value]) => [key, value.reveal()]));
  const read = (keys: readonly string[]) => keys.map((key) => values.get(key)).find(Boolean);
  const isInFile = [...passwordNames, ...(root?.password ?? [])].some((key) => values.get(`${key}_FILE`));
  const own = read(passwordNames) ?? requiredPassword(service.command ?? []);
  const rootPassword = root && read(root.password);
  const named = read(user);
  const isRoot = root !== undefined && (named === undefined || own === undefined);
  const password = isRoot ? rootPassword : own;
  const account = isRoot ? root.user : (named ?? usualUser);
  const trusts = values.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  return {
    kind: databaseKinds[engine],
    isGuarded: !trusts && (password !== undefined || isInFile),
    passwordNames: root ? [...root.password, ...passwordNames] : passwordNames,
    settings:
      password === undefined
        ? null
        : {
            host: componentHost(uuid, service.name),
            image,
            user: account,
            password: new Secret(password),
            rootPassword: rootPassword === undefined ? null : new Secret(rootPassword),
            database: read(database) ?? usualDatabase ?? account,
            configuration: null,
            initArguments: null,
            hostAuthentication: null,
            tls: null,
          },
  };
}

/** Find the password in `redis-server --requirepass secret`, also inside one argument of a shell. */
function requiredPassword(command: readonly string[]): string | undefined {
  const at = command.findIndex((word) => /^--requirepass(?:=|$)/.test(word));
  if (at >= 0) return command[at]?.split('=').slice(1).join('=') || command[at + 1] || undefined;
  return /--requirepass[= ]+(["']?)([^\s"']+)\1/.exec(command.join(' '))?.[2];
}
