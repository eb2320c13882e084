import { Secret } from '../../domain/secret';
import type { BuildSpec } from '../../domain/workload/build';
import { type ComponentSpec, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { ContainerRunSpec } from '../../domain/workload/container-run';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { EnvironmentEntry, InjectedVariable } from '../../domain/workload/environment';
import type { HttpHealthCheck } from '../../domain/workload/health-check';
import type { RoutingSpec } from '../../domain/workload/routing';
import type { GitSource } from '../../domain/workload/source';
import type { WorkloadRef } from '../../domain/workload/workload-ref';

export const gitSource: GitSource = {
  kind: 'git',
  repository: 'https://git.example.com/team/shop.git',
  branch: 'main',
  commit: 'HEAD',
  deployKey: null,
  openedServers: null,
  submodules: false,
  lfs: false,
  shallow: true,
  knownHosts: '',
  allowHttp: false,
  internalHosts: [],
};

const sampleWorkload: WorkloadRef = {
  kind: 'application',
  uuid: 'app0001',
  name: 'Shop',
  organizationUuid: 'org0001',
  projectName: 'Sales',
  environmentName: 'production',
  instanceId: 'gantry1',
};

const sampleEnvironment = {
  runtime: [['GREETING', new Secret('hi $USER')]],
  build: [],
  injected: [],
} as const;

const sampleBuild: BuildSpec = {
  pack: 'dockerfile',
  baseDirectory: '/',
  publishDirectory: '/',
  dockerfileLocation: '/Dockerfile',
  targetStage: null,
  staticImage: 'nginx:alpine',
  isStatic: false,
  isSpa: false,
  customNginxConfiguration: null,
  installCommand: null,
  buildCommand: null,
  startCommand: null,
  disableCache: false,
  injectBuildArgs: true,
  useBuildSecrets: false,
  includeSourceCommit: false,
  limits: { memory: '0', cpus: '0' },
};

const sampleContainer: ContainerRunSpec = {
  fixedName: null,
  network: 'coolify',
  labels: [],
  aliases: [],
  limits: {
    memory: '0',
    memorySwap: '0',
    memorySwappiness: 60,
    memoryReservation: '0',
    cpus: '0',
    cpuset: null,
    cpuShares: 1024,
  },
  portsMappings: [],
  portsExposes: [8080],
  mounts: [],
  runOptions: {},
  command: null,
  logBytes: 50_000_000,
  stopGraceSeconds: 30,
};

const sampleHealth: HttpHealthCheck = {
  kind: 'http',
  scheme: 'http',
  host: 'localhost',
  port: null,
  method: 'GET',
  path: '/health',
  returnCode: 200,
  responseText: null,
  interval: 5,
  timeout: 5,
  retries: 3,
  startPeriod: 5,
};

const sampleRouting: RoutingSpec = {
  domains: [{ scheme: 'http', host: 'shop.example.com', port: null, path: '/', noindex: false }],
  forceHttps: false,
  redirect: 'both',
  gzip: true,
  stripPrefix: true,
  basicAuth: null,
};

interface SampleComponent extends ComponentSpec {
  routing: RoutingSpec;
}

export interface SampleSpec extends DeploymentSpec {
  component: SampleComponent;
}

/** Change the component of a deployment. */
export function withComponent(spec: SampleSpec, change: Partial<SampleComponent>): SampleSpec {
  return { ...spec, component: { ...spec.component, ...change } };
}

/** Parts of a deployment that a test may choose: its own, and those of its component and workload, on one level. */
export type SampleChange = Partial<
  Omit<DeploymentSpec, 'component' | 'workload' | 'buildVariables'> &
    Pick<SampleComponent, 'container' | 'files' | 'health' | 'routing' | 'replace'>
> & {
  workload?: Partial<WorkloadRef>;
  environment?: {
    runtime: readonly EnvironmentEntry[];
    build: readonly EnvironmentEntry[];
    injected: readonly InjectedVariable[];
  };
};

/** Make a deployment from Git with a Dockerfile, one domain and an HTTP health check. */
export function sampleSpec(change: SampleChange = {}): SampleSpec {
  const { workload, environment, container, files, health, routing, replace, ...overrides } = change;
  const variables = environment ?? sampleEnvironment;
  const spec: Omit<DeploymentSpec, 'component'> = {
    kind: 'deploy',
    operationUuid: 'dep0001',
    workload: { ...sampleWorkload, ...workload },
    force: false,
    source: gitSource,
    build: sampleBuild,
    buildVariables: variables.build,
    image: { name: 'app0001', isInRegistry: false, fingerprintKey: new Secret('fingerprint-key') },
    proxy: { kind: 'caddy', containerName: 'coolify-proxy', image: 'caddy:2' },
    preDeployment: null,
    postDeployment: null,
    deadlines: { totalMs: 3_600_000 },
    ...overrides,
  };
  const { source } = spec;
  const branch = source.kind === 'git' ? source.branch : null;
  return {
    ...spec,
    component: {
      name: MAIN_COMPONENT,
      key: spec.workload.uuid,
      image: null,
      environment: { runtime: variables.runtime, injected: variables.injected, branch },
      container: container ?? sampleContainer,
      files: files ?? [],
      health: health ?? sampleHealth,
      routing: routing ?? sampleRouting,
      publicPort: null,
      replace: replace ?? 'rolling',
    },
  };
}
