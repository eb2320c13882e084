import type { IncomingMessage } from 'node:http';
import { type Network, networkContains, normaliseAddress, parseAddress, parseNetwork } from '../auth/address';
import { AppError } from '../domain/error';
import { forwardedAddress, forwardedFor } from './forwarded';

export interface ProxyTrust {
  /** Addresses and CIDR ranges of proxies (TRUSTED_PROXIES). */
  proxies: readonly string[];
  /** A header that a trusted proxy sets, instead of X-Forwarded-For (TRUSTED_IP_HEADER), in lower case. */
  header: string | null;
}

export interface ClientAddress {
  /** Get the client's address. @throws AppError bad_request when a trusted proxy's entry is not an address */
  (req: Pick<IncomingMessage, 'socket' | 'headers'>): string;
  /** Whether this address is a trusted proxy. */
  isProxy(address: string): boolean;
}

/**
 * Create the function that finds the client's address of a request (authorization contract §9): the peer, unless it is
 * a trusted proxy; then the last entry of X-Forwarded-For that is not a trusted proxy. Other headers are ignored unless
 * `header` names one, because any client can send them. An entry that cannot be read is refused: if it were skipped,
 * the address of a proxy would count as the client's.
 * @throws AppError bad_request for a trusted proxy that is neither an address nor a range
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
    const name = header ?? 'x-forwarded-for';
    const value = String(headers[name] ?? '').trim();
    if (value === '') return peer;
    const hops = name === 'forwarded' ? forwardedFor(value) : value.split(',');
    for (const hop of (hops ?? ['']).reverse()) {
      const address = forwardedAddress(hop);
      if (address === null) throw unreadable(name);
      if (!isProxy(address)) return address;
    }
    return peer;
  };
  return Object.assign(clientAddress, { isProxy });
}

function unreadable(header: string): AppError {
  return new AppError(
    'bad_request',
    `The proxy's ${header} header contains an entry that is not an IP address. Configure the proxy to send the client’s address.`,
  );
}

function proxyNetwork(text: string): Network {
  const network = parseNetwork(text);
  if (network) return network;
  throw new AppError(
    'bad_request',
    `Gantry cannot start: TRUSTED_PROXIES: ${text} is neither an IP address nor a CIDR range.`,
  );
}
