import type { BuildSpec, ImageSpec } from './build';
import type { ComponentSpec } from './component-spec';
import type { EnvironmentEntry } from './environment';
import type { ProxySpec } from './routing';
import type { SourceSpec } from './source';
import type { OperationRef } from './workload-ref';

/**
 * Everything that one deployment of an application needs, frozen when it starts: the application's row, its server and
 * its variables. The engine reads nothing else.
 */
export interface DeploymentSpec extends OperationRef {
  /** `restart` replaces the container with the image that `source` (`release`) names; nothing is fetched or built. */
  kind: 'deploy' | 'restart';
  /** Rebuild without cache, even if the image exists. */
  force: boolean;
  source: SourceSpec;
  build: BuildSpec;
  /** Server that builds instead of the one that runs it; absent: none. */
  buildServer?: BuildServerRef;
  /** Resolved values in delivery order. */
  buildVariables: readonly EnvironmentEntry[];
  image: ImageSpec;
  component: ComponentSpec;
  proxy: ProxySpec;
  preDeployment: DeploymentCommand | null;
  postDeployment: DeploymentCommand | null;
  deadlines: DeadlineSpec;
}

/** A server that only builds. */
export interface BuildServerRef {
  uuid: string;
  name: string;
}

/** One argv to `sh -c` inside a container of the workload, never on the server. */
export interface DeploymentCommand {
  command: string;
  /** Container name; null: the one that is replaced, or its replacement. */
  container: string | null;
}

export interface DeadlineSpec {
  /** `dynamic_timeout` of the server for the whole operation, in milliseconds. */
  totalMs: number;
}
