import type { Server } from 'node:net';
import { normaliseAddress, subscriberOf } from '../auth/address';
import type { ClientAddress } from './client-address';

/**
 * Refuse connections from an address (from a /64 for IPv6) that already has `most` open ones (hostile-inputs row 41).
 * Trusted proxies connect for many clients and are not limited.
 */
export function limitConnections(server: Server, most: number, { isProxy }: ClientAddress): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = normaliseAddress(socket.remoteAddress ?? '');
    if (isProxy(address)) return;
    const subscriber = subscriberOf(address);
    const others = open.get(subscriber) ?? 0;
    if (others >= most) {
      socket.destroy();
      return;
    }
    open.set(subscriber, others + 1);
    socket.once('close', () => {
      const rest = (open.get(subscriber) ?? 1) - 1;
      if (rest > 0) open.set(subscriber, rest);
      else open.delete(subscriber);
    });
  });
}
