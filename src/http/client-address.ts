import type { IncomingMessage } from 'node:http';
import { type Network, networkContains, normaliseAddress, parseAddress, parseNetwork } from '../auth/address';
import { AppError } from '../domain/error';
import { forwardedFor } from './forwarded';

export interface ProxyTrust {
  /** Addresses and CIDR ranges of proxies (TRUSTED_PROXIES). */
  proxies: readonly string[];
  /** A header that a trusted proxy sets, instead of X-Forwarded-For (TRUSTED_IP_HEADER), in lower case. */
  header: string | null;
}

export interface ClientAddress {
  (req: Pick<IncomingMessage, 'socket' | 'headers'>): string;
  /** Whether this peer speaks for others. */
  isProxy(address: string): boolean;
}

/**
 * The address of a request (authorization contract §9): the peer, unless it is a trusted proxy; then the last entry
 * of X-Forwarded-For that is not one. Other headers are nothing but text that anybody may send, unless one is named.
 * @throws AppError bad_request for an entry that is neither an address nor a range
 */
export function createClientAddress({ proxies, header }: ProxyTrust): ClientAddress {
  const trusted = proxies.map(proxyNetwork);
  const isProxy = (text: string) => {
    const address = parseAddress(text);
    return address !== null && trusted.some((network) => networkContains(network, address));
  };
  const clientAddress = ({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>) => {
    const peer = normaliseAddress(socket.remoteAddress ?? '');
    if (!isProxy(peer)) return peer;
    const value = String(headers[header ?? 'x-forwarded-for'] ?? '');
    const hops = header === 'forwarded' ? forwardedFor(value) : value.split(',').map((hop) => hop.trim());
    for (const hop of hops.reverse()) {
      const address = parseAddress(hop)?.toString();
      if (address === undefined) return peer;
      if (!isProxy(address)) return address;
    }
    return peer;
  };
  return Object.assign(clientAddress, { isProxy });
}

function proxyNetwork(text: string): Network {
  const network = parseNetwork(text);
  if (network) return network;
  throw new AppError(
    'bad_request',
    `Gantry cannot start: TRUSTED_PROXIES: ${text} is neither an IP address nor a CIDR range.`,
  );
}
