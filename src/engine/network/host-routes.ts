import type { Host } from '../../transport/host';

const destination = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/;

/** Device of a network of Docker's. It is there before Docker lists the network, and then Docker tells its subnet. */
const dockerBridge = /\bdev br-[0-9a-f]{12}\b/;

/**
 * IPv4 networks and addresses that a machine routes somewhere else than into a network of Docker's, in any of its tables;
 * null: it cannot tell.
 */
export async function hostRoutes(host: Host): Promise<string[] | null> {
  const { code, stdout } = await host.run({
    argv: ['ip', '-4', 'route', 'show', 'table', 'all'],
    deadlineMs: 15_000,
    isQuestion: true,
  });
  return code === 0 ? parseRoutes(stdout) : null;
}

/** Lines of ip-route(8): `[type] destination …`. */
export function parseRoutes(text: string): string[] {
  const lines = text.split('\n').filter((line) => !dockerBridge.test(line));
  return lines.flatMap((line) => {
    const found = line
      .trim()
      .split(/\s+/)
      .slice(0, 2)
      .find((word) => destination.test(word));
    return found === undefined ? [] : [found];
  });
}
