import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/**
 * The address of a request (authorization contract §9): the peer, unless it is a trusted proxy; then the last entry
 * of X-Forwarded-For that is not one. `trusted`: addresses and CIDR ranges. Throws for an entry that is neither.
 */
export function createClientAddress(trusted: readonly string[]): (req: IncomingMessage) => string {
  const ranges = trusted.map(parseRange);
  const isTrusted = (address: string) => ranges.length > 0 && matches(address, ranges);
  return (req) => {
    const peer = normalise(req.socket.remoteAddress ?? '');
    if (!isTrusted(peer)) return peer;
    const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',');
    for (const entry of forwarded.reverse()) {
      const address = normalise(entry.trim());
      if (!ipaddr.isValid(address)) return peer;
      if (!isTrusted(address)) return address;
    }
    return peer;
  };
}

function parseRange(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function matches(text: string, ranges: readonly Range[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}

/** An IPv4 peer of a dual-stack socket is spelled `::ffff:1.2.3.4`. */
function normalise(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
