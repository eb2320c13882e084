import { dockerLabel } from '../../domain/docker-label';
import { revealText } from '../../domain/secret';
import type {
  CommandHealthCheck,
  DockerHealthCheck,
  HealthCheckSpec,
} from '../../domain/workload/health-check';
import type { DomainSpec } from '../../domain/workload/routing';
import type { ContainerSpec } from '../../transport/docker/api';
import type { NewContainer } from '../plan/action';
import { type Facts, factsOf, requireFact } from '../plan/facts';
import { resolveText } from '../plan/text';
import { injectedVariables } from './environment';
import { placedMounts } from './files';
import { hostOptions } from './host-options';
import { compatibilityLabels, componentLabels, operationLabels } from './labels';
import { containerName } from './names';
import { settingsOptions } from './settings';
import { slotAlias } from './slot';

const nanosecondsPerSecond = 1e9;

/** Specify the new container of a component for the Docker API. Facts: image, digest, port, slot. */
export function componentContainer(of: NewContainer, facts: Facts): ContainerSpec {
  const { component, workload } = of;
  const { container, health, routing } = component;
  const name = containerName(of);
  const { slot = 'blue', port } = factsOf(facts, component.name);
  const settings = settingsOptions(container.settings, facts);
  const ports = new Set([
    ...container.portsExposes.map((port) => `${port}/tcp`),
    ...container.portsMappings.map((mapping) => `${mapping.containerPort}/${mapping.protocol}`),
  ]);
  return {
    name,
    image: requireFact(facts, component.name, 'image'),
    env: runtimeEnvironment(of, facts),
    labels: {
      ...Object.fromEntries(container.labels),
      ...compatibilityLabels(workload, name),
      ...operationLabels(of),
      ...componentLabels(component),
      ...(component.files.length > 0 && { [dockerLabel.files]: 'true' }),
      ...(component.configHash !== undefined && { [dockerLabel.config]: component.configHash }),
      ...(component.ends && { [dockerLabel.ends]: component.ends }),
      [dockerLabel.release]: requireFact(facts, component.name, 'digest'),
      [dockerLabel.slot]: slot,
      [dockerLabel.port]: String(port ?? ''),
      [dockerLabel.domains]: (routing?.domains ?? []).map(domainText).join(','),
      [dockerLabel.hostPorts]: container.portsMappings
        .map((mapping) => `${mapping.hostPort}/${mapping.protocol}`)
        .join(','),
    },
    exposedPorts: [...ports],
    hostConfig: { ...hostOptions(container, placedMounts(of)), ...settings.host },
    ...(container.settings?.networkMode === undefined && {
      network: {
        name: container.network,
        aliases: [slotAlias(component.key, slot), ...container.aliases],
        ...(container.runOptions.ip !== undefined && { ipv4: container.runOptions.ip }),
        ...(container.runOptions.ip6 !== undefined && { ipv6: container.runOptions.ip6 }),
      },
    }),
    ...(container.command && { cmd: container.command }),
    ...(container.runOptions.entrypoint && { entrypoint: container.runOptions.entrypoint }),
    ...(container.runOptions.hostname !== undefined && { hostname: container.runOptions.hostname }),
    ...healthcheckOf(health),
    ...(container.settings && { settings: settings.container }),
    ...(container.settings?.platform !== undefined && { platform: container.settings.platform }),
  };
}

function domainText({ scheme, host, port, path }: DomainSpec): string {
  return `${scheme}://${host}${port === null ? '' : `:${port}`}${path === '/' ? '' : path}`;
}

/** List `KEY=value` items in delivery order; the API passes every byte unchanged, so nothing is quoted. */
function runtimeEnvironment(of: NewContainer, facts: Facts): string[] {
  const { workload, component } = of;
  const { runtime, injected, branch, resource = workload.uuid } = component.environment;
  const { port } = factsOf(facts, component.name);
  const added = injectedVariables(
    injected,
    {
      workloadUuid: resource,
      domains: component.routing?.domains ?? [],
      branch,
      ...(facts.commit !== undefined && { commit: facts.commit }),
      ...(port !== undefined && { port: String(port) }),
      containerName: containerName(of),
    },
    new Set(runtime.map(([key]) => key)),
  );
  return [
    ...added.map(([key, value]) => `${key}=${resolveText(value, facts)}`),
    ...runtime.map(([key, value]) => `${key}=${revealText(value)}`),
  ];
}

function healthcheckOf(health: HealthCheckSpec): { healthcheck?: Record<string, unknown> } {
  if (health.kind === 'none') return health.isOff ? { healthcheck: { Test: ['NONE'] } } : {};
  if (health.kind === 'docker') return { healthcheck: dockerHealthcheck(health) };
  const check = health.kind === 'exec' ? health.thereafter : health.kind === 'cmd' ? health : null;
  return check === null ? {} : { healthcheck: commandHealthcheck(check) };
}

/** Convert to Docker's format, in which 0 means "not set". */
function dockerHealthcheck(check: DockerHealthCheck): Record<string, unknown> {
  return {
    Test: check.test,
    Interval: check.interval ?? 0,
    Timeout: check.timeout ?? 0,
    StartPeriod: check.startPeriod ?? 0,
    ...(check.startInterval !== null && { StartInterval: check.startInterval }),
    Retries: check.retries ?? 0,
  };
}

/** Let Docker run the configured command, so that the container's health stays known after the deployment. */
function commandHealthcheck(check: CommandHealthCheck): Record<string, unknown> {
  return {
    Test: ['CMD', ...check.argv],
    Interval: check.interval * nanosecondsPerSecond,
    Timeout: check.timeout * nanosecondsPerSecond,
    StartPeriod: check.startPeriod * nanosecondsPerSecond,
    Retries: check.retries,
  };
}
