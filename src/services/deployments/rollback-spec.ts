import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { ContainerRunSpec, MountSpec, PortMapping } from '../../domain/workload/container-run';
import type { DeadlineSpec, DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { DomainSpec, ProxySpec, RoutingSpec } from '../../domain/workload/routing';
import type { OperationRef } from '../../domain/workload/workload-ref';

/** What a rollback takes from the current application: its place, and what others may have claimed since. */
export interface PresentPlace extends OperationRef {
  container: ContainerRunSpec;
  routing: RoutingSpec;
  proxy: ProxySpec;
  deadlines: DeadlineSpec;
  fingerprintKey: Secret;
}

/**
 * The specification of a rollback: the release's image with its variables, files and settings. Names, networks, host
 * ports, domains and their password are claims on the server and the outside, so the current ones apply; only the ports
 * behind them are the release's.
 */
export function rollbackSpec(released: DeploymentSpec, now: PresentPlace): DeploymentSpec {
  const { operationUuid, workload, proxy, deadlines, fingerprintKey } = now;
  const { component } = released;
  const { fixedName, network, networks, furtherNetworks = [], aliases, ...rest } = now.container;
  const { lostAliases, portsMappings, logBytes } = rest;
  const { routing } = component;
  return {
    ...released,
    operationUuid,
    workload,
    proxy,
    deadlines,
    image: { ...released.image, fingerprintKey },
    component: {
      ...component,
      container: {
        ...component.container,
        fixedName,
        network,
        aliases,
        logBytes,
        ...(networks && { networks }),
        furtherNetworks,
        lostAliases: lostAliases ?? [],
        portsMappings: portsMappings.map((mapping) => reaching(mapping, component.container.portsMappings)),
      },
      routing: routing && {
        ...routing,
        domains: now.routing.domains.map((domain) => leadingTo(domain, routing.domains)),
        basicAuth: now.routing.basicAuth,
      },
    },
  };
}

function reaching(mapping: PortMapping, released: readonly PortMapping[]): PortMapping {
  const { hostPort, protocol } = mapping;
  const same = released.find((other) => other.hostPort === hostPort && other.protocol === protocol);
  return same ? { ...mapping, containerPort: same.containerPort } : mapping;
}

function leadingTo(domain: DomainSpec, released: readonly DomainSpec[]): DomainSpec {
  const same = released.find(({ host, path }) => host === domain.host && path === domain.path);
  return same ? { ...domain, port: same.port } : domain;
}

/**
 * Require that the storages of a release are still the application's: others would come back empty, or point to where
 * mounts are no longer allowed. @throws AppError 409
 */
export function requireMounts(released: readonly MountSpec[], present: readonly MountSpec[]): void {
  const lost = released.find(
    ({ kind, source }) => !present.some((other) => other.kind === kind && other.source === source),
  );
  if (!lost) return;
  throw new AppError(
    'conflict',
    `The release uses a storage at ${lost.target} that the application no longer has. Deploy the commit again.`,
  );
}
