import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A network: an address with zero bits after the prefix, and the prefix length. */
export interface Network {
  base: Address;
  bits: number;
}

/** Cache of parsed addresses, because the same few clients call repeatedly. Emptied when it has many addresses. */
const known = new Map<string, Address | null>();
const maxKnown = 4_096;
/** Length of the longest address; longer texts are not cached. */
const longest = 45;

/**
 * Parse an IPv4 or IPv6 address in ordinary notation; null for anything else. IPv4 inside IPv6 (`::ffff:192.0.2.1`) is
 * IPv4; octal, hexadecimal and shortened forms are refused, because programs read them differently.
 */
export function parseAddress(text: string): Address | null {
  const remembered = known.get(text);
  if (remembered !== undefined) return remembered;
  const address = readAddress(text);
  if (text.length > longest) return address;
  if (known.size >= maxKnown) known.clear();
  known.set(text, address);
  return address;
}

function readAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** Normalise an address (RFC 5952), for comparing and counting; other text is returned unchanged. */
export function normaliseAddress(text: string): string {
  const [withoutZone = ''] = text.split('%'); // a link-local address has the interface as its zone
  return parseAddress(withoutZone)?.toString() ?? text;
}

/**
 * Get the part of an address by which callers are counted: for IPv6 the first half, because one subscriber has 2^64
 * addresses.
 */
export function subscriberOf(ip: string): string {
  const address = parseAddress(ip);
  if (address?.kind() !== 'ipv6') return ip;
  return `${Buffer.from(address.toByteArray().slice(0, 8)).toString('hex')}/64`;
}

/** Parse an address or a CIDR range; null for anything else. */
export function parseNetwork(text: string): Network | null {
  const [host = '', prefix, ...more] = text.split('/');
  if (more.length > 0) return null;
  const isMapped = ipaddr.IPv6.isValid(host) && ipaddr.IPv6.parse(host).isIPv4MappedAddress();
  const address = parseAddress(host);
  if (!address) return null;
  const width = widthOf(address);
  if (prefix === undefined) return { base: address, bits: width };
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix)) return null;
  const bits = isMapped ? Number(prefix) - 96 : Number(prefix);
  if (bits < 0 || bits > width) return null;
  return { base: maskAddress(address, bits), bits };
}

export function networkContains(network: Network, address: Address): boolean {
  if (network.base.kind() !== address.kind()) return false;
  return maskAddress(address, network.bits).toString() === network.base.toString();
}

/** Whether every address of `inner` is in `outer`. */
export function networkCovers(outer: Network, inner: Network): boolean {
  return outer.bits <= inner.bits && networkContains(outer, inner.base);
}

export function formatNetwork({ base, bits }: Network): string {
  return bits === widthOf(base) ? base.toString() : `${base}/${bits}`;
}

function widthOf(address: Address): 32 | 128 {
  return address.kind() === 'ipv4' ? 32 : 128;
}

function maskAddress(address: Address, bits: number): Address {
  const masked = address.toByteArray().map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return ipaddr.fromByteArray(masked);
}
