import type { BuildSpec, ImageSpec } from '../../domain/workload/build';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { BuildServerRef } from '../../domain/workload/deployment-spec';
import type { EnvironmentEntry } from '../../domain/workload/environment';
import type { SourceSpec } from '../../domain/workload/source';
import type { OperationRef } from '../../domain/workload/workload-ref';

/** An image to build for a component; a deployment of an application also is one. */
export interface BuildSubject extends OperationRef {
  /** Build without cache, even if the image exists. */
  force: boolean;
  source: SourceSpec;
  build: BuildSpec;
  buildVariables: readonly EnvironmentEntry[];
  /** Secrets in addition to the variables, however those are passed. */
  buildSecrets?: readonly EnvironmentEntry[];
  image: ImageSpec;
  /** Absent: build on the server where it runs. */
  buildServer?: BuildServerRef;
  component: Pick<ComponentSpec, 'name' | 'routing' | 'environment'>;
}
