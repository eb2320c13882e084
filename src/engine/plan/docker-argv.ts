import { sizeInBytes } from '../../domain/input/docker/limits';
import type { BuildSpec } from '../../domain/workload/build';
import { buildArguments } from './build-argument';
import type { BuildTemplate } from './build-template';
import { type CommandTemplate, join, type Text } from './text';

/** Whether builds of the server are limited. */
export function hasLimits({ memory, cpus }: BuildSpec['limits']): boolean {
  return sizeInBytes(memory) > 0 || Number(cpus) > 0;
}

/** Linux's default scheduling period, and the shortest quota that Docker accepts (docker build, --cpu-quota). */
const cpuPeriodUs = 100_000;
const leastCpuQuotaUs = 1_000;

/**
 * Limit the memory and allow no swap, so that a build that needs more fails instead of slowing down the whole server.
 */
function limitOptions({ memory, cpus }: BuildSpec['limits']): string[] {
  const quota = Math.max(leastCpuQuotaUs, Math.round(Number(cpus) * cpuPeriodUs));
  return [
    ...(sizeInBytes(memory) > 0 ? [`--memory=${memory}`, `--memory-swap=${memory}`] : []),
    ...(Number(cpus) > 0 ? [`--cpu-period=${cpuPeriodUs}`, `--cpu-quota=${quota}`] : []),
  ];
}

/** Write `docker push` as argv. It needs the login of the server's root user. */
export function dockerPushArgv(reference: Text): CommandTemplate['argv'] {
  return ['docker', 'push', '--quiet', '--', reference];
}

/** Argument by which BuildKit's frontend for Dockerfiles names cache mounts; no user variable has such a name. */
const cacheArgument = 'BUILDKIT_CACHE_MOUNT_NS';

/** Make the environment that carries the values of a build's variables, and the namespace of its caches. */
export function buildEnvironment(build: BuildTemplate): NonNullable<CommandTemplate['env']> {
  return {
    ...Object.fromEntries(carried(build).map(({ carrier, value }) => [carrier, value])),
    [cacheArgument]: build.cacheNamespace,
  };
}

/**
 * List what a build gets, with its carriers: an argument and a secret of one name may have two values, so each has its
 * own carrier.
 */
function carried({ variables, deliver, secrets = [] }: BuildTemplate) {
  const names = buildArguments(variables.map(([key]) => key));
  const given = variables.map(([key, value], index) => {
    return { key, value, carrier: names[index]?.carrier ?? key, isSecret: deliver === 'secrets' };
  });
  const hidden = secrets.map(([key, value], index) => {
    return { key, value, carrier: `GANTRY_SECRET_${index + 1}`, isSecret: true };
  });
  return [...given, ...hidden];
}

function frontendOptions({ frontend }: BuildTemplate): Text[] {
  if (frontend === undefined) return [];
  const given = Object.entries(frontend.arguments).flatMap(([key, value]) => [
    '--build-arg',
    join(`${key}=`, value),
  ]);
  return ['--build-arg', `BUILDKIT_SYNTAX=${frontend.image}`, ...given];
}

/** Write `docker build` as argv. Values travel in the job's environment; argv only names their carriers. */
export function dockerBuildArgv(
  build: BuildTemplate,
  builder: 'buildkit' | 'classic',
): CommandTemplate['argv'] {
  return [
    'docker',
    'build',
    ...(builder === 'buildkit' ? ['--progress=plain'] : []),
    ...['--file', build.dockerfile, '--tag', build.reference],
    ...(build.target === null ? [] : ['--target', build.target]),
    ...(build.platform === undefined ? [] : ['--platform', build.platform]),
    ...(build.noCache ? ['--no-cache'] : []),
    ...limitOptions(build.limits),
    ...frontendOptions(build),
    // Only the name, as for the variables. The classic builder has no cache mounts; another frontend names its own.
    ...(builder === 'buildkit' && build.frontend === undefined ? ['--build-arg', cacheArgument] : []),
    ...Object.entries(build.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...carried(build).flatMap(({ key, carrier, isSecret }) =>
      isSecret ? ['--secret', `id=${key},env=${carrier}`] : ['--build-arg', carrier],
    ),
    '--',
    build.context,
  ];
}
