import type { DatabaseComponent } from '../../domain/database/database-spec';
import { Secret } from '../../domain/secret';
import { type FileSpec, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { LimitsSpec, MountSpec } from '../../domain/workload/container-run';
import type { EnvironmentEntry } from '../../domain/workload/environment';
import type { CommandHealthCheck, ExecHealthCheck } from '../../domain/workload/health-check';
import type { NetworkSpec } from '../../domain/workload/network';
import { majorOfReference } from './image-version';
import { portOf, startOf, type TlsMaterial, tlsFiles } from './tls';
import type { DatabaseKind, DatabaseSettings } from './types';

/** What the container of a database has besides the engine and its settings. */
export interface DatabasePlace {
  /** Name of the engine, part of the name of its volume. */
  engine: string;
  network: NetworkSpec;
  /** Networks of further environments; absent: none. */
  connected?: readonly NetworkSpec[];
  limits: LimitsSpec;
  /** Variables of the user; those of the engine win. */
  variables: readonly EnvironmentEntry[];
  /** Further storages of the user. */
  mounts: readonly MountSpec[];
  storedFiles: readonly FileSpec[];
  /** Interval and limits of Docker's health check; null: no check. */
  health: Omit<CommandHealthCheck, 'kind' | 'argv'> | null;
  logBytes: number;
  stopGraceSeconds: number;
  /** null: connections are not encrypted, or the container is not created now. */
  tls: TlsMaterial | null;
}

/** Start period: the first start creates the data folder, which takes a minute on a slow disk. */
const startSeconds = 120;

/** Specify the container of a database. Its host name is the uuid of the workload. */
export function databaseComponent(
  kind: DatabaseKind,
  settings: DatabaseSettings,
  place: DatabasePlace,
): DatabaseComponent {
  const { entrypoint, command } = startOf(kind, settings);
  const { connected = [] } = place;
  return {
    name: MAIN_COMPONENT,
    key: settings.host,
    image: settings.image,
    environment: { runtime: variablesOf(kind, settings, place.variables), injected: [], branch: null },
    container: {
      fixedName: settings.host,
      network: place.network.name,
      networks: [place.network, ...connected],
      ...(connected.length > 0 && {
        furtherNetworks: connected.map(({ name }) => ({ name, aliases: [settings.host] })),
      }),
      aliases: [settings.host],
      labels: [],
      limits: place.limits,
      portsMappings: [],
      portsExposes: [portOf(kind, settings)],
      mounts: [...dataMounts(kind, settings, place.engine), ...place.mounts],
      runOptions: { ...(kind.ulimits && { ulimits: kind.ulimits }), ...(entrypoint && { entrypoint }) },
      command,
      logBytes: place.logBytes,
      stopGraceSeconds: place.stopGraceSeconds,
    },
    files: [
      ...kind.files(settings).map(({ path, content }) => ({ target: path, content, mode: 0o644 })),
      ...(place.tls ? tlsFiles(place.tls) : []),
      ...place.storedFiles,
    ],
    health: signInCheck(kind, settings, place),
    routing: null,
    publicPort: null,
    replace: 'stop-start',
    folderVariable: kind.folderVariable,
  };
}

/** Name a volume `<engine>-data-<uuid>`, with one more for each further folder. */
export function volumeName(engine: string, uuid: string, folder = 'data'): string {
  return `${engine}-${folder}-${uuid}`;
}

function dataMounts(kind: DatabaseKind, { host, image }: DatabaseSettings, engine: string): MountSpec[] {
  const folders = { data: kind.dataFolder(majorOfReference(image)), ...kind.furtherFolders };
  return Object.entries(folders).map(([folder, target]) => ({
    kind: 'volume',
    source: volumeName(engine, host, folder),
    target,
  }));
}

function variablesOf(
  kind: DatabaseKind,
  settings: DatabaseSettings,
  users: readonly EnvironmentEntry[],
): EnvironmentEntry[] {
  const own = Object.entries(kind.variables(settings)).flatMap(([key, value]): EnvironmentEntry[] =>
    value === null ? [] : [[key, value instanceof Secret ? value : new Secret(value)]],
  );
  const taken = new Set(own.map(([key]) => key));
  return [...own, ...users.filter(([key]) => !taken.has(key))];
}

/** Make the health check: a query with the stored credentials (`deployment.md` D15.7). */
function signInCheck(
  kind: DatabaseKind,
  settings: DatabaseSettings,
  { health }: DatabasePlace,
): ExecHealthCheck {
  const { argv, env } = kind.signIn(settings);
  return {
    kind: 'exec',
    argv,
    env,
    interval: 2,
    timeout: 10,
    retries: 3,
    startPeriod: startSeconds,
    thereafter: health && { ...health, kind: 'cmd', argv: kind.health(settings) },
  };
}
