import type { ComponentRef, ComponentSpec } from '../workload/component-spec';
import type { ContainerCommand } from '../workload/container-command';
import type { DeadlineSpec } from '../workload/deployment-spec';
import type { ProxySpec } from '../workload/routing';
import type { OperationRef } from '../workload/workload-ref';

/** Name of the component that lets the outside reach a database. */
export const PUBLIC_COMPONENT = 'proxy';

/** Everything that an operation on a database needs, frozen when it starts. The engine reads nothing else. */
export interface DatabaseSpec extends OperationRef {
  component: DatabaseComponent;
  /** Forwards a port of the server to the database; null: it is not public. */
  publicComponent: (ComponentSpec & { image: string }) | null;
  /** Of the server. */
  proxy: ProxySpec;
  deadlines: DeadlineSpec;
}

export interface DatabaseComponent extends ComponentSpec {
  image: string;
  /** Variable of the image that says where the engine keeps its data; null: always where it is mounted. */
  folderVariable: string | null;
}

/** What changes the credentials of a database that runs, and what goes back, frozen when it starts. */
export interface CredentialsSpec extends OperationRef {
  component: ComponentRef;
  before: SignInCommands;
  after: SignInCommands;
  deadlines: DeadlineSpec;
}

/** Of one set of credentials. Each is repeatable. */
export interface SignInCommands {
  /** Ends with 0 only where these credentials sign in. */
  signIn: ContainerCommand;
  /** Makes the credentials these, run with the other ones. */
  change: ContainerCommand;
  /** Removes with these credentials what the change to them left; null: nothing. */
  settle: ContainerCommand | null;
}
