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
  /** A component comes after those that it depends on. */
  components: readonly StackComponent[];
  /** Its own, and those of the server that its components join. */
  networks: readonly NetworkSpec[];
  /** Those with labels or options; absent in what an earlier version of Gantry began. */
  volumes?: readonly VolumeSpec[];
  /** What of the file is taken differently, in words for the log; absent: nothing. */
  notes?: readonly string[];
  /** The repository that its file is from, at one commit; absent: its file is Gantry's own. */
  source?: GitSource;
  /** Of the server. */
  proxy: ProxySpec;
  /** false: only some components are replaced, and what else runs of the stack stays. */
  isWhole: boolean;
  /** A command in a component that runs before anything is replaced; absent: none. */
  preDeployment?: StackCommand;
  /** One in a component as it runs afterwards. */
  postDeployment?: StackCommand;
  /**
   * Nothing but the public port of a database changes: this is what forwards it, to be closed where it is not among the
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
  /** Its image is built, under the name that it has; absent: it is pulled. */
  build?: ComponentBuild;
  /** `missing`: an image that is on the server is used as it is. */
  pull: 'always' | 'missing' | 'never';
  /** Further ports that the file says it listens on: where a domain without a port leads. */
  exposes: readonly number[];
  /** Replace it even if what runs is the same. */
  force: boolean;
  /** Components that it is replaced with, as it shares their namespaces or its file says so. */
  sharesWith: readonly string[];
}

/** How the image of a component is made. */
export interface ComponentBuild {
  /** Absent: that of the stack. */
  source?: DockerfileSource;
  spec: BuildSpec;
  variables: readonly EnvironmentEntry[];
  /** What a Dockerfile mounts by name, and no image keeps; absent: nothing. */
  secrets?: readonly EnvironmentEntry[];
  image: ImageSpec;
  /** Without cache, even when the image is there. */
  force: boolean;
}
