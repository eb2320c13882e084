import { AppError } from '../../domain/error';
import { parsePortsExposes, parsePortsMappings } from '../../domain/input/address/port-list';
import { parseCustomLabels } from '../../domain/input/docker/custom-labels';
import { parseAliases } from '../../domain/input/docker/docker-name';
import { parseDockerRunOptions } from '../../domain/input/docker/docker-run-options';
import { healthCheckArgv, healthCheckMethods } from '../../domain/input/docker/health-check';
import { isReservedName } from '../../domain/input/docker/reserved-name';
import type { ContainerRunSpec, DockerRunOptions } from '../../domain/workload/container-run';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { NetworkSpec } from '../../domain/workload/network';
import type { ApplicationRecord } from '../application-rows/record';

interface ContainerPlace extends Pick<ContainerRunSpec, 'logBytes' | 'mounts'> {
  network: NetworkSpec;
  /** Networks of further environments. */
  connected: readonly NetworkSpec[];
}

/**
 * The container part of a specification. Texts are parsed again here although they were validated (hostile-inputs H2).
 */
export function containerSpec(
  application: ApplicationRecord & { aliases: readonly { alias: string }[] },
  { network, connected, logBytes, mounts }: ContainerPlace,
): ContainerRunSpec {
  const aliases = aliasesOf(application);
  const own = new Set(application.aliases.map(({ alias }) => alias));
  const isOwn = (alias: string) => own.has(alias.toLowerCase());
  const isConsistent = application.isConsistentContainerNameEnabled;
  return {
    fixedName:
      usable('custom_internal_name', application.customInternalName) ||
      (isConsistent ? application.uuid : null),
    network: network.name,
    networks: [network, ...connected],
    ...(connected.length > 0 && {
      furtherNetworks: connected.map(({ name }) => ({ name, aliases: [application.uuid] })),
    }),
    aliases: [application.uuid, ...aliases.filter(isOwn)],
    lostAliases: aliases.filter((alias) => !isOwn(alias)),
    labels: parsed('custom_labels', application.customLabels, parseCustomLabels),
    limits: {
      memory: application.limitsMemory,
      memorySwap: application.limitsMemorySwap,
      memorySwappiness: application.limitsMemorySwappiness,
      memoryReservation: application.limitsMemoryReservation,
      cpus: application.limitsCpus,
      cpuset: application.limitsCpuset,
      cpuShares: application.limitsCpuShares,
    },
    portsMappings: parsed('ports_mappings', application.portsMappings, parsePortsMappings),
    portsExposes: parsed('ports_exposes', application.portsExposes, parsePortsExposes),
    mounts,
    runOptions: runOptions(application),
    command: null,
    logBytes,
    stopGraceSeconds: application.stopGracePeriod,
  };
}

/** The network aliases of an application. Rows of an earlier version may hold names that are now refused. */
function aliasesOf({ customNetworkAliases }: ApplicationRecord): string[] {
  return parseAliases(customNetworkAliases ?? '').map(
    (alias) => usable('custom_network_aliases', alias) ?? alias,
  );
}

/** @throws AppError bad_request for a name reserved for Gantry (deployment contract D18.3) */
function usable(field: string, name: string | null): string | null {
  if (name !== null && isReservedName(name))
    throw new AppError(
      'bad_request',
      `The application's ${field} has a reserved name, ${name}. Choose another one.`,
    );
  return name;
}

function parsed<T>(field: string, text: string | null, parse: (text: string) => T[] | null): T[] {
  const values = text === null || text === '' ? [] : parse(text);
  if (values === null)
    throw new AppError('bad_request', `The application's ${field} cannot be read. Save it again.`);
  return values;
}

function runOptions(application: ApplicationRecord): DockerRunOptions {
  const result = parseDockerRunOptions(application.customDockerRunOptions ?? '');
  if (!result.ok) throw new AppError('bad_request', `custom_docker_run_options: ${result.reason}`);
  if (!application.isGpuEnabled || result.options.gpus !== undefined) return result.options;
  const count = Number(application.gpuCount);
  return { ...result.options, gpus: Number.isInteger(count) && count > 0 ? count : 'all' };
}

export function healthSpec(application: ApplicationRecord): HealthCheckSpec {
  const startPeriod = application.healthCheckStartPeriod;
  if (!application.healthCheckEnabled) return { kind: 'none', startPeriod };
  const timing = {
    interval: application.healthCheckInterval,
    timeout: application.healthCheckTimeout,
    retries: application.healthCheckRetries,
    startPeriod,
  };
  if (application.healthCheckType === 'cmd')
    return { kind: 'cmd', argv: healthCheckArgv(application.healthCheckCommand ?? ''), ...timing };
  return {
    kind: 'http',
    scheme: application.healthCheckScheme === 'https' ? 'https' : 'http',
    host: application.healthCheckHost,
    port: application.healthCheckPort === null ? null : Number(application.healthCheckPort),
    method: healthCheckMethods.find((method) => method === application.healthCheckMethod) ?? 'GET',
    path: application.healthCheckPath,
    returnCode: application.healthCheckReturnCode,
    responseText: application.healthCheckResponseText,
    ...timing,
  };
}
