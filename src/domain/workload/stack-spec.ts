import type { BuildSpec, ImageSpec } from './build';
import type { ComponentRef, ComponentSpec } from './component-spec';
import type { DeadlineSpec } from './deployment-spec';
import type { EnvironmentEntry } from './environment';
import type { NetworkSpec } from './network';
import type { ProxySpec } from './routing';
import type { DockerfileSource, GitSource } from './source';
import type { VolumeSpec } from './volume';
import type { OperationRef } from './workload-ref';

/** Everything that an operation on a stack needs, frozen when it starts. The engine reads nothing else. */
export interface StackSpec extends OperationRef {
  /** In dependency order: a component follows those it depends on. */
  components: readonly StackComponent[];
  /** Its own networks, and those of the server that its components join. */
  networks: readonly NetworkSpec[];
  /** Volumes with labels or options; absent in operations that an earlier version of Gantry began. */
  volumes?: readonly VolumeSpec[];
  /** Notes for the log on parts of the file that are read differently; absent: none. */
  notes?: readonly string[];
  /** Repository of its file, at one commit; absent: Gantry stores the file. */
  source?: GitSource;
  /** Proxy of the server. */
  proxy: ProxySpec;
  /** false: only some components are replaced, and the rest of the stack keeps running. */
  isWhole: boolean;
  /** Command in a component before anything is replaced; absent: none. */
  preDeployment?: StackCommand;
  /** Command in the component that runs afterwards. */
  postDeployment?: StackCommand;
  /**
   * Only the public port of a database changes: this component forwards it, and is closed if it is not among the
   * components. Absent: it is a release.
   */
  publicPort?: ComponentRef;
  deadlines: DeadlineSpec;
}

/** A shell command in the container of one component. */
export interface StackCommand {
  component: string;
  command: string;
}

export interface StackComponent {
  spec: ComponentSpec & { image: string };
  /** Its image is built under its own name; absent: it is pulled. */
  build?: ComponentBuild;
  /** `missing`: an image on the server is used without a pull. */
  pull: 'always' | 'missing' | 'never';
  /** Further ports that the file says it listens on, for domains without a port. */
  exposes: readonly number[];
  /** Whether to replace it even if nothing changed. */
  force: boolean;
  /** Components that it is replaced with, because it shares their namespaces or its file says so. */
  sharesWith: readonly string[];
}

/** How the image of a component is built. */
export interface ComponentBuild {
  /** Absent: the source of the stack. */
  source?: DockerfileSource;
  spec: BuildSpec;
  variables: readonly EnvironmentEntry[];
  /** Secrets that a Dockerfile mounts by name and no image keeps; absent: none. */
  secrets?: readonly EnvironmentEntry[];
  image: ImageSpec;
  /** Build without cache, even if the image exists. */
  force: boolean;
}
