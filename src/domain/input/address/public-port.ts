import { z } from 'zod';
import { isReservedPort, port } from './port';

const DAY_SECONDS = 86_400;

/** A server port that forwards to a workload. */
export const publicPort = port.refine(
  (number) => !isReservedPort(number),
  'Must not be 22, 80 or 443: these ports are used by SSH and the proxy.',
);

/** Seconds after which a connection without traffic is closed. */
export const publicPortTimeout = z.int().min(1).max(DAY_SECONDS);
