import { port } from './port';

/** SSH, and the two that the proxy listens on (hostile-inputs row 11). */
const reservedPorts = new Set([22, 80, 443]);

/** A port of the server that leads to a workload. */
export const publicPort = port.refine(
  (number) => !reservedPorts.has(number),
  'Must not be 22, 80 or 443: these are the ports of SSH and of the proxy.',
);
