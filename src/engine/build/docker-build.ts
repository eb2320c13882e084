import type { BuildSpec, DeploymentSpec } from '../../domain/deployment-spec';
import { sizeInBytes } from '../../domain/input/limits';
import { applicationLabels } from '../component/labels';
import type { Action, BuildTemplate, BuildVariable, CommandTemplate, Text } from '../plan/types';
import { buildFingerprint, fingerprintLabel } from './fingerprint';
import { builtImage } from './image-reference';

export const buildDeadlineMs = 60 * 60_000;

type BuildPart = 'plan' | 'build' | 'static';

/** Name of a remote job, the same for every attempt of a deployment. */
export function buildJob(spec: DeploymentSpec, part: BuildPart): string {
  return `${spec.deploymentUuid}-${part}`;
}

/** Every job that a build of this deployment may start. */
export function buildJobs(spec: DeploymentSpec): string[] {
  const parts: BuildPart[] = spec.build.pack === 'nixpacks' ? ['plan', 'build', 'static'] : ['build'];
  return parts.map((part) => buildJob(spec, part));
}

interface BuildInput {
  context: string;
  dockerfile: string;
  variables: readonly BuildVariable[];
  target?: string | null;
  reference?: Text;
  job?: string;
  deliver?: BuildTemplate['deliver'];
}

/** The action that runs `docker build` for a deployment. */
export function dockerBuild(spec: DeploymentSpec, input: BuildInput): Action {
  return {
    kind: 'docker-build',
    job: input.job ?? buildJob(spec, 'build'),
    build: {
      context: input.context,
      dockerfile: input.dockerfile,
      reference: input.reference ?? builtImage(spec),
      target: input.target ?? null,
      noCache: spec.force || spec.build.disableCache,
      limits: spec.build.limits,
      labels: { ...applicationLabels(spec), [fingerprintLabel]: buildFingerprint(spec) },
      variables: input.variables,
      deliver: input.deliver ?? (spec.build.useBuildSecrets ? 'secrets' : 'arguments'),
      deadlineMs: buildDeadlineMs,
    },
  };
}

/** Whether builds of the server are limited. */
export function hasLimits({ memory, cpus }: BuildSpec['limits']): boolean {
  return sizeInBytes(memory) > 0 || Number(cpus) > 0;
}

/** Linux's default scheduling period, and the shortest share of it that Docker takes (docker build, --cpu-quota). */
const cpuPeriodUs = 100_000;
const leastCpuQuotaUs = 1_000;

/** Memory without swap beside it, so that a build that needs more fails instead of slowing down the whole server. */
function limitOptions({ memory, cpus }: BuildSpec['limits']): string[] {
  const quota = Math.max(leastCpuQuotaUs, Math.round(Number(cpus) * cpuPeriodUs));
  return [
    ...(sizeInBytes(memory) > 0 ? [`--memory=${memory}`, `--memory-swap=${memory}`] : []),
    ...(Number(cpus) > 0 ? [`--cpu-period=${cpuPeriodUs}`, `--cpu-quota=${quota}`] : []),
  ];
}

/** `docker push` as argv: root of the server is logged in to the registry, or it fails. */
export function dockerPushArgv(reference: Text): CommandTemplate['argv'] {
  return ['docker', 'push', '--quiet', '--', reference];
}

/** `docker build` as argv. Values of variables travel in the job's environment; argv names only their keys. */
export function dockerBuildArgv(
  build: BuildTemplate,
  builder: 'buildkit' | 'classic',
): CommandTemplate['argv'] {
  const keys = build.variables.map(([key]) => key);
  return [
    'docker',
    'build',
    ...(builder === 'buildkit' ? ['--progress=plain'] : []),
    ...['--file', build.dockerfile, '--tag', build.reference],
    ...(build.target === null ? [] : ['--target', build.target]),
    ...(build.noCache ? ['--no-cache'] : []),
    ...limitOptions(build.limits),
    ...Object.entries(build.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...keys.flatMap((key) =>
      build.deliver === 'secrets' ? ['--secret', `id=${key},env=${key}`] : ['--build-arg', key],
    ),
    '--',
    build.context,
  ];
}
