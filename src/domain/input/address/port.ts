import { z } from 'zod';

const message = 'Must be a port between 1 and 65535.';

/** A TCP port of a server. */
export const port = z.int(message).min(1, message).max(65_535, message);

/** Server ports that no workload may take: SSH, and the two ports of the proxy (hostile-inputs row 11). */
const reservedPorts: ReadonlySet<number> = new Set([22, 80, 443]);

/** Whether SSH or the proxy listens on a port of a server. */
export function isReservedPort(number: number): boolean {
  return reservedPorts.has(number);
}
