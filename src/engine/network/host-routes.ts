import type { Host } from '../../transport/host';

const destination = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/;

/**
 * Device of a Docker network: it exists before Docker lists the network, and may remain from a daemon that is gone.
 */
const dockerBridge = /\bdev br-[0-9a-f]{12}\b/;

/** IPv4 networks and addresses that a machine routes, in any of its tables. */
export interface HostRoutes {
  /** Destinations routed to devices of Docker networks. */
  bridges: string[];
  others: string[];
}

/** Read the routes of a machine; null when they are not available. */
export async function hostRoutes(host: Host): Promise<HostRoutes | null> {
  const { code, stdout } = await host.run({
    argv: ['ip', '-4', 'route', 'show', 'table', 'all'],
    deadlineMs: 15_000,
    isQuestion: true,
  });
  return code === 0 ? parseRoutes(stdout) : null;
}

/** Parse lines of ip-route(8): `[type] destination …`. */
export function parseRoutes(text: string): HostRoutes {
  const lines = text.split('\n');
  return {
    bridges: destinationsOf(lines.filter((line) => dockerBridge.test(line))),
    others: destinationsOf(lines.filter((line) => !dockerBridge.test(line))),
  };
}

function destinationsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const found = line
      .trim()
      .split(/\s+/)
      .slice(0, 2)
      .find((word) => destination.test(word));
    return found === undefined ? [] : [found];
  });
}
