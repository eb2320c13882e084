import { z } from 'zod';
import { port } from './port';

const DAY_SECONDS = 86_400;

/** SSH, and the two ports of the proxy (hostile-inputs row 11). */
const reservedPorts = new Set([22, 80, 443]);

/** A server port that forwards to a workload. */
export const publicPort = port.refine(
  (number) => !reservedPorts.has(number),
  'Must not be 22, 80 or 443: these ports are used by SSH and the proxy.',
);

/** Seconds after which a connection without traffic is closed. */
export const publicPortTimeout = z.int().min(1).max(DAY_SECONDS);
