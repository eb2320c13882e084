import type { ComponentRef, ComponentSpec } from '../workload/component-spec';
import type { ContainerCommand } from '../workload/container-command';
import type { DeadlineSpec } from '../workload/deployment-spec';
import type { ProxySpec } from '../workload/routing';
import type { OperationRef, WorkloadRef } from '../workload/workload-ref';
import type { Dump } from './dump';

/** Name of the component that makes a database public. */
export const PUBLIC_COMPONENT = 'proxy';

/** Get the component that forwards the public port of the database with this uuid. */
export function publicRef(uuid: string): ComponentRef {
  return { name: PUBLIC_COMPONENT, key: `${uuid}-${PUBLIC_COMPONENT}` };
}

/**
 * Get the component that forwards the public port of a stack's database, by its service: no service can have such a
 * name.
 */
export function publicRefOf({ uuid, name }: { uuid: string; name: string }): ComponentRef {
  return { name: `${name}:${PUBLIC_COMPONENT}`, key: `${uuid}-${PUBLIC_COMPONENT}` };
}

/** Everything that an operation on a database needs, frozen when it starts. The engine reads nothing else. */
export interface DatabaseSpec extends OperationRef {
  component: DatabaseComponent;
  /** Component that forwards a port of the server to the database; null: it is not public. */
  publicComponent: (ComponentSpec & { image: string }) | null;
  /** Proxy settings of the server. */
  proxy: ProxySpec;
  deadlines: DeadlineSpec;
  /** Expiry of its certificate, as ISO text; null or absent: it has none. */
  certificateExpiresAt?: string | null;
}

export interface DatabaseComponent extends ComponentSpec {
  image: string;
  /** Variable of the image with the engine's data folder; null: it is always the mount path. */
  folderVariable: string | null;
}

/** Everything that a change of credentials and its undo need, frozen when it starts. */
export interface CredentialsSpec extends OperationRef {
  component: ComponentRef;
  before: SignInCommands;
  after: SignInCommands;
  deadlines: DeadlineSpec;
}

/** Commands of one set of credentials. Each is repeatable. */
export interface SignInCommands {
  /** Signs in; exits with 0 only if these credentials are accepted. */
  signIn: ContainerCommand;
  /** Changes the credentials to these; runs with the other ones. */
  change: ContainerCommand;
  /** Removes, with these credentials, what the change to them left; null: nothing. */
  settle: ContainerCommand | null;
}

/** A new database with the data of another one on the same server, frozen when the operation starts. */
export interface CloneSpec {
  database: DatabaseSpec;
  source: CloneSource;
}

export type CloneSource =
  /** The source runs, and keeps running. */
  | { kind: 'dump'; workload: WorkloadRef; container: string; dump: Dump }
  /** Both are stopped while volumes are copied. */
  | {
      kind: 'volumes';
      workload: WorkloadRef;
      volumes: readonly { from: string; to: string }[];
      /** Whether it was running, and is started again afterwards. */
      isRunning: boolean;
      graceSeconds: number;
    };
