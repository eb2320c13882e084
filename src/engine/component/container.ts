import type { CommandHealthCheck, DeploymentSpec, DomainSpec } from '../../domain/deployment-spec';
import { revealText } from '../../domain/secret';
import type { ContainerSpec } from '../../transport/docker/api';
import { resolveText } from '../plan/text';
import type { Facts } from '../plan/types';
import { containerName } from '../release/names';
import { injectedVariables } from './environment';
import { hostOptions } from './host-options';
import { applicationLabels, compatibilityLabels } from './labels';
import { domainsLabel, portLabel, slotAlias, slotLabel } from './slot';

const nanosecondsPerSecond = 1e9;

/** Label with the host ports a container holds (`8080/tcp,…`): the next deployment of the application may take them. */
export const hostPortsLabel = 'gantry.host-ports';

/** The new container of a deployment, as the Docker API wants it. Facts: image, digest, port, slot. */
export function applicationContainer(spec: DeploymentSpec, facts: Facts): ContainerSpec {
  const name = containerName(spec);
  const { container } = spec;
  const slot = facts.slot ?? 'blue';
  const ports = new Set([
    ...container.portsExposes.map((port) => `${port}/tcp`),
    ...container.portsMappings.map((mapping) => `${mapping.containerPort}/${mapping.protocol}`),
  ]);
  return {
    name,
    image: resolveText({ fact: 'image' }, facts),
    env: runtimeEnvironment(spec, facts),
    labels: {
      ...Object.fromEntries(container.labels),
      ...compatibilityLabels(spec, name),
      ...applicationLabels(spec),
      'gantry.release': resolveText({ fact: 'digest' }, facts),
      [slotLabel]: slot,
      [portLabel]: String(facts.port ?? ''),
      [domainsLabel]: spec.routing.domains.map(domainText).join(','),
      [hostPortsLabel]: container.portsMappings
        .map((mapping) => `${mapping.hostPort}/${mapping.protocol}`)
        .join(','),
    },
    exposedPorts: [...ports],
    hostConfig: hostOptions(container),
    network: {
      name: container.network,
      aliases: [slotAlias(spec.applicationUuid, slot), ...container.aliases],
      ...(container.runOptions.ip !== undefined && { ipv4: container.runOptions.ip }),
      ...(container.runOptions.ip6 !== undefined && { ipv6: container.runOptions.ip6 }),
    },
    ...(container.command && { cmd: container.command }),
    ...(container.runOptions.entrypoint && { entrypoint: container.runOptions.entrypoint }),
    ...(container.runOptions.hostname !== undefined && { hostname: container.runOptions.hostname }),
    ...(spec.health.kind === 'cmd' && { healthcheck: commandHealthcheck(spec.health) }),
  };
}

function domainText({ scheme, host, port, path }: DomainSpec): string {
  return `${scheme}://${host}${port === null ? '' : `:${port}`}${path === '/' ? '' : path}`;
}

/** `KEY=value` items in delivery order; the API carries every byte as it is, so nothing is quoted. */
function runtimeEnvironment(spec: DeploymentSpec, facts: Facts): string[] {
  const user = spec.environment.runtime;
  const injected = injectedVariables(
    spec,
    {
      ...(facts.commit !== undefined && { commit: facts.commit }),
      ...(facts.port !== undefined && { port: String(facts.port) }),
      containerName: containerName(spec),
    },
    new Set(user.map(([key]) => key)),
  );
  return [
    ...injected.map(([key, value]) => `${key}=${resolveText(value, facts)}`),
    ...user.map(([key, value]) => `${key}=${revealText(value)}`),
  ];
}

/** Docker runs the configured command itself, so the container's health stays known after the deployment. */
function commandHealthcheck(check: CommandHealthCheck): Record<string, unknown> {
  return {
    Test: ['CMD', ...check.argv],
    Interval: check.interval * nanosecondsPerSecond,
    Timeout: check.timeout * nanosecondsPerSecond,
    StartPeriod: check.startPeriod * nanosecondsPerSecond,
    Retries: check.retries,
  };
}
