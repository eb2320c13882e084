import type { Gate } from '../plan/action';
import type { ComponentFacts } from '../plan/facts';

/** TCP ports that show whether a container without a health check is ready. */
export interface GatePorts {
  ports: readonly number[];
  /** `all`: each has a domain that leads to it. `one`: which of them the program uses is not known. */
  need: 'all' | 'one';
}

/**
 * Get the ports that will be used, or null for a worker (`deployment.md` D7.2). The ports that an image EXPOSEs only
 * decide where a domain leads, and a guessed port (see `ComponentFacts.portIsGuess`) gates nothing.
 */
export function gatePorts(gate: Gate, facts: ComponentFacts): GatePorts | null {
  const routed = routedPorts(gate, facts);
  if (routed.length > 0) return { ports: routed, need: 'all' };
  const { portsExposes, portsMappings } = gate;
  const mapped = portsMappings.filter(({ protocol }) => protocol === 'tcp');
  const ports = unique([...portsExposes, ...mapped.map(({ containerPort }) => containerPort)]);
  return ports.length > 0 ? { ports, need: 'one' } : null;
}

function routedPorts({ domains }: Gate, { port, portIsGuess }: ComponentFacts): number[] {
  const first = portIsGuess ? undefined : port;
  return unique(domains.map((domain) => domain.port ?? first).filter((each) => each !== undefined));
}

function unique(ports: readonly number[]): number[] {
  return [...new Set(ports)];
}
