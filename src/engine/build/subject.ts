import type { BuildSpec, ImageSpec } from '../../domain/workload/build';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { BuildServerRef } from '../../domain/workload/deployment-spec';
import type { EnvironmentEntry } from '../../domain/workload/environment';
import type { SourceSpec } from '../../domain/workload/source';
import type { OperationRef } from '../../domain/workload/workload-ref';

/** An image to build for a component; a deployment of an application is one itself. */
export interface BuildSubject extends OperationRef {
  /** Without cache, even when the image is there. */
  force: boolean;
  source: SourceSpec;
  build: BuildSpec;
  buildVariables: readonly EnvironmentEntry[];
  /** Beside the variables, whatever carries those. */
  buildSecrets?: readonly EnvironmentEntry[];
  image: ImageSpec;
  /** Absent: it is built where it runs. */
  buildServer?: BuildServerRef;
  component: Pick<ComponentSpec, 'name' | 'routing' | 'environment'>;
}
