import type { Dump } from '../../domain/database/dump';
import type { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';

/** The settings of one database, resolved: the image it runs and the values of its fields. */
export interface DatabaseSettings {
  /** Container name and host name in the network. */
  host: string;
  image: string;
  /** Empty for engines without users. */
  user: string;
  password: Secret;
  /** Only for engines with an administrator besides the user. */
  rootPassword: Secret | null;
  database: string;
  /** Text of the engine's own configuration file. */
  configuration: Secret | null;
  initArguments: string | null;
  hostAuthentication: string | null;
  /** null: connections are not encrypted. */
  tls: { mode: string | null } | null;
}

/** A file placed in the container before the engine starts. */
export interface ContainerFile {
  path: string;
  content: Secret;
}

export interface Ulimit {
  name: 'memlock';
  soft: number;
  hard: number;
}

/** How to change credentials in an engine. */
export type CredentialChange =
  | {
      kind: 'statements';
      /** Changes them as the old user. Repeatable until the new credentials sign in. */
      change: ContainerCommand;
      /** Removes, as the new user, what the change needed temporarily. Repeatable. */
      settle: ContainerCommand | null;
    }
  /** The engine reads them when it starts. */
  | { kind: 'restart' };

/** One database of an engine that has several. */
export interface DumpedDatabase {
  name: string;
  /** Omitted collections, for engines that have them. */
  without: readonly string[];
  /** Whether it is restored where the roles that own its objects do not exist. */
  isElsewhere?: boolean;
}

export interface Dumps {
  database: (settings: DatabaseSettings, database: DumpedDatabase) => Dump;
  /** Dumps all databases with their users; null: the engine dumps one at a time. */
  all: ((settings: DatabaseSettings) => Dump) | null;
  /** Prints the numbers of tables (or collections) and of their rows, `12 34567`; null: of all databases. */
  count: (settings: DatabaseSettings, database: DumpedDatabase | null) => ContainerCommand;
}

/** How an engine encrypts connections, with the files of `tlsPaths`. */
export interface EngineTls {
  /** Port of encrypted connections. */
  port: number;
  /** Account in the image that the engine runs as, which owns the key. */
  account: string;
  /** The entrypoint of the image, which gets `command`. */
  entrypoint: string;
  command: (settings: DatabaseSettings) => readonly string[];
}

/** How Gantry runs one engine. */
export interface DatabaseKind {
  port: number;
  /** Mount path of the volume. @param major of the image, or null when unknown */
  dataFolder: (major: number | null) => string;
  /** Further folders that the image declares as volumes, kept in volumes of their own: name → mount path. */
  furtherFolders?: Readonly<Record<string, string>>;
  /** Variable of the image with the data folder; null: it has none. */
  folderVariable: string | null;
  /**
   * Variables of the container: the credentials for its first start, and what its health check needs. A null value is
   * omitted.
   */
  variables: (settings: DatabaseSettings) => Readonly<Record<string, string | Secret | null>>;
  files: (settings: DatabaseSettings) => readonly ContainerFile[];
  /** Arguments to the image's entrypoint; null keeps the image's own. */
  command: (settings: DatabaseSettings) => readonly string[] | null;
  ulimits?: readonly Ulimit[];
  /** Run by Docker in the container, with the container's variables. */
  health: (settings: DatabaseSettings) => readonly [string, ...string[]];
  /** Runs a query over the network with the stored credentials; exits with 0 only when it was answered. */
  signIn: (settings: DatabaseSettings) => ContainerCommand;
  changeCredentials: (before: DatabaseSettings, after: DatabaseSettings) => CredentialChange;
  tls: EngineTls;
  /** null: its data is copied as a volume. */
  dumps: Dumps | null;
  url: (settings: DatabaseSettings, address: { host: string; port: number }) => Secret;
}
