import type { Server } from 'node:net';
import { normaliseAddress } from '../auth/address';
import type { ClientAddress } from './client-address';

/**
 * Refuses connections of an address that has `most` open ones already (hostile-inputs row 41). Trusted proxies speak
 * for many and are not limited.
 */
export function limitConnections(server: Server, most: number, { isProxy }: ClientAddress): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = normaliseAddress(socket.remoteAddress ?? '');
    if (isProxy(address)) return;
    const others = open.get(address) ?? 0;
    if (others >= most) {
      socket.destroy();
      return;
    }
    open.set(address, others + 1);
    socket.once('close', () => {
      const rest = (open.get(address) ?? 1) - 1;
      if (rest > 0) open.set(address, rest);
      else open.delete(address);
    });
  });
}
