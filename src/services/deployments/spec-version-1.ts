import type { BuildSpec, ImageSpec } from '../../domain/workload/build';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { ContainerRunSpec } from '../../domain/workload/container-run';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { EnvironmentEntry, InjectedVariable } from '../../domain/workload/environment';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { ProxySpec, RoutingSpec } from '../../domain/workload/routing';
import type { SourceSpec } from '../../domain/workload/source';

/** The frozen form of deployments from when an application was the only kind of workload. */
export interface SpecVersion1 {
  kind: DeploymentSpec['kind'];
  deploymentUuid: string;
  applicationUuid: string;
  applicationName: string;
  organizationUuid: string;
  projectName: string;
  environmentName: string;
  instanceId: string;
  force: boolean;
  source: SourceSpec;
  build: BuildSpec;
  image: ImageSpec;
  environment: {
    runtime: readonly EnvironmentEntry[];
    build: readonly EnvironmentEntry[];
    injected: readonly InjectedVariable[];
  };
  container: ContainerRunSpec;
  health: HealthCheckSpec;
  routing: RoutingSpec;
  proxy: ProxySpec;
  preDeployment: DeploymentSpec['preDeployment'];
  postDeployment: DeploymentSpec['postDeployment'];
  deadlines: DeploymentSpec['deadlines'];
}

/** Convert it to today's form: a deployment that has begun continues, or rolls back, as what it began as. */
export function fromVersion1(old: SpecVersion1): DeploymentSpec {
  const { kind, force, source, build, image, proxy, preDeployment, postDeployment, deadlines } = old;
  const { runtime, build: buildVariables, injected } = old.environment;
  const { container, health, routing } = old;
  const branch = source.kind === 'git' ? source.branch : null;
  return {
    kind,
    operationUuid: old.deploymentUuid,
    workload: {
      kind: 'application',
      uuid: old.applicationUuid,
      name: old.applicationName,
      organizationUuid: old.organizationUuid,
      projectName: old.projectName,
      environmentName: old.environmentName,
      instanceId: old.instanceId,
    },
    force,
    source,
    build,
    buildVariables,
    image,
    component: {
      name: MAIN_COMPONENT,
      key: old.applicationUuid,
      image: null,
      environment: { runtime, injected, branch },
      container,
      files: [],
      health,
      routing,
      publicPort: null,
      replace: 'rolling',
    },
    proxy,
    preDeployment,
    postDeployment,
    deadlines,
  };
}
