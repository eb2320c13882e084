import type { ComponentRef, ComponentSpec } from '../workload/component-spec';
import type { ContainerCommand } from '../workload/container-command';
import type { DeadlineSpec } from '../workload/deployment-spec';
import type { ProxySpec } from '../workload/routing';
import type { OperationRef, WorkloadRef } from '../workload/workload-ref';
import type { Dump } from './dump';

/** Name of the component that lets the outside reach a database. */
export const PUBLIC_COMPONENT = 'proxy';

/** What forwards the public port of the database that has this uuid. */
export function publicRef(uuid: string): ComponentRef {
  return { name: PUBLIC_COMPONENT, key: `${uuid}-${PUBLIC_COMPONENT}` };
}

/** The same of a database of a stack, by the service that it is: no service can have such a name. */
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
  /** End of its certificate, as ISO text; null or absent: it has none. */
  certificateExpiresAt?: string | null;
}

export interface DatabaseComponent extends ComponentSpec {
  image: string;
  /** Variable of the image that says where the engine keeps its data; null: always where it is mounted. */
  folderVariable: string | null;
}

/** Everything that a change of credentials and its undo need, frozen when it starts. */
export interface CredentialsSpec extends OperationRef {
  component: ComponentRef;
  before: SignInCommands;
  after: SignInCommands;
  deadlines: DeadlineSpec;
}

/** The commands of one set of credentials. Each is repeatable. */
export interface SignInCommands {
  /** Sign in; ends with 0 only where these credentials are accepted. */
  signIn: ContainerCommand;
  /** Change the credentials to these; run with the other ones. */
  change: ContainerCommand;
  /** Remove, with these credentials, what the change to them left; null: nothing. */
  settle: ContainerCommand | null;
}

/** A database that is made with the data of another one on the same server, frozen when it begins. */
export interface CloneSpec {
  database: DatabaseSpec;
  source: CloneSource;
}

export type CloneSource =
  /** It runs, and goes on running. */
  | { kind: 'dump'; workload: WorkloadRef; container: string; dump: Dump }
  /** Both are stopped while volumes are copied. */
  | {
      kind: 'volumes';
      workload: WorkloadRef;
      volumes: readonly { from: string; to: string }[];
      /** It runs, and is started again afterwards. */
      isRunning: boolean;
      graceSeconds: number;
    };
