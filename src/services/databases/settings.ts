import { conditionOf } from '../../domain/container-condition';
import type { DatabaseValues } from '../../domain/database/field';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { databaseKinds } from '../../engine/database/kinds';
import { portOf } from '../../engine/database/tls';
import type { DatabaseKind, DatabaseSettings } from '../../engine/database/types';
import { engineOf } from './values';

/** Name of the database of engines that have no field for it. */
const DEFAULT_DATABASE = 'default';

export function kindOf(engine: string): DatabaseKind {
  const found = Object.entries(databaseKinds).find(([name]) => name === engine);
  if (!found) throw new AppError('internal', `There is no database engine called ${engine}.`);
  return found[1];
}

/** The parts of a row that make up its settings, besides its values. */
export interface Configured {
  uuid: string;
  engine: string;
  image: string;
  status: string;
  enableSsl: boolean;
  sslMode: string | null;
  certificateExpiresAt: Date | null;
}

/** The settings for connecting to a database, from the values of its row: with TLS while the running one has it. */
export function settingsOf(row: Configured, values: DatabaseValues): DatabaseSettings {
  const hasTls = conditionOf(row.status) === 'exited' ? row.enableSsl : row.certificateExpiresAt !== null;
  return settingsWith(row, values, hasTls);
}

/** The settings for the next start of a database. */
export function settingsToStart(row: Configured, values: DatabaseValues): DatabaseSettings {
  return settingsWith(row, values, row.enableSsl);
}

function settingsWith(
  { uuid, engine, image, sslMode }: Configured,
  values: DatabaseValues,
  hasTls: boolean,
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
    tls: hasTls ? { mode: sslMode ?? engineOf(engine).sslMode } : null,
  };
}

export interface DatabaseUrls {
  internal: string;
  /** URL for access from outside; null: it is not public. */
  external: string | null;
}

export interface Reachable extends Configured {
  isPublic: boolean;
  publicPort: number | null;
  serverIp: string;
}

/** The URLs of a database, for workloads of its environment and for access from outside. */
export function urlsOf(database: Reachable, values: DatabaseValues): DatabaseUrls {
  const kind = kindOf(database.engine);
  const settings = settingsOf(database, values);
  const { isPublic, publicPort, serverIp } = database;
  return {
    internal: kind.url(settings, { host: database.uuid, port: portOf(kind, settings) }).reveal(),
    external:
      isPublic && publicPort !== null
        ? kind.url(settings, { host: serverIp, port: publicPort }).reveal()
        : null,
  };
}
