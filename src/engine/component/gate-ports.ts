import type { DeploymentSpec } from '../../domain/deployment-spec';
import type { Facts } from '../plan/types';
import { isRouted } from './is-routed';

/** TCP ports that tell whether a container without a health check is ready. */
export interface GatePorts {
  ports: readonly number[];
  /** `all`: every one has a domain that leads to it. `one`: which of them the program uses is not known. */
  need: 'all' | 'one';
}

/**
 * The ports that someone will use, or null for a worker (`deployment.md` D7.2). What an image EXPOSEs only says where a
 * domain leads, and a port that is a guess (see `Facts.portIsGuess`) gates nothing.
 */
export function gatePorts(spec: DeploymentSpec, facts: Facts): GatePorts | null {
  const routed = isRouted(spec) ? routedPorts(spec, facts) : [];
  if (routed.length > 0) return { ports: routed, need: 'all' };
  const { portsExposes, portsMappings } = spec.container;
  const mapped = portsMappings.filter(({ protocol }) => protocol === 'tcp');
  const ports = unique([...portsExposes, ...mapped.map(({ containerPort }) => containerPort)]);
  return ports.length > 0 ? { ports, need: 'one' } : null;
}

function routedPorts({ routing }: DeploymentSpec, { port, portIsGuess }: Facts): number[] {
  const first = portIsGuess ? undefined : port;
  return unique(routing.domains.map((domain) => domain.port ?? first).filter((each) => each !== undefined));
}

function unique(ports: readonly number[]): number[] {
  return [...new Set(ports)];
}
