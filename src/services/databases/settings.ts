import type { DatabaseValues } from '../../domain/database/field';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { databaseKinds } from '../../engine/database/kinds';
import type { DatabaseKind, DatabaseSettings } from '../../engine/database/types';

/** Name of the database of engines that have no field for it. */
const DEFAULT_DATABASE = 'default';

export function kindOf(engine: string): DatabaseKind {
  const found = Object.entries(databaseKinds).find(([name]) => name === engine);
  if (!found) throw new AppError('internal', `There is no database engine called ${engine}.`);
  return found[1];
}

/** The settings of a database, from the values of its row. */
export function settingsOf(
  { uuid, image }: { uuid: string; image: string },
  values: DatabaseValues,
): DatabaseSettings {
  const secret = (text: string | null | undefined) => (text ? new Secret(text) : null);
  return {
    host: uuid,
    image,
    user: values.user ?? '',
    password: new Secret(values.password ?? ''),
    rootPassword: secret(values.rootPassword),
    database: values.database ?? DEFAULT_DATABASE,
    configuration: secret(values.configuration),
    initArguments: values.initArguments ?? null,
    hostAuthentication: values.hostAuthentication ?? null,
  };
}

export interface DatabaseUrls {
  internal: string;
  /** URL for the outside; null: it is not public. */
  external: string | null;
}

export interface Reachable {
  uuid: string;
  engine: string;
  image: string;
  isPublic: boolean;
  publicPort: number | null;
  serverIp: string;
}

/** The URLs of a database for workloads of its environment and for the outside. */
export function urlsOf(database: Reachable, values: DatabaseValues): DatabaseUrls {
  const kind = kindOf(database.engine);
  const settings = settingsOf(database, values);
  const { isPublic, publicPort, serverIp } = database;
  return {
    internal: kind.url(settings, { host: database.uuid, port: kind.port }).reveal(),
    external:
      isPublic && publicPort !== null
        ? kind.url(settings, { host: serverIp, port: publicPort }).reveal()
        : null,
  };
}
