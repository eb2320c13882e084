/** IPv4 addresses from `first` to `last`, as numbers. */
export interface Ipv4Range {
  first: number;
  last: number;
}

const cidr = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;
const BITS = 32;

/** Parse a network in CIDR notation, or a single address; null when it is neither. */
export function parseIpv4Range(text: string): Ipv4Range | null {
  const found = cidr.exec(text);
  if (!found) return null;
  const octets = found.slice(1, 5).map(Number);
  const bits = found[5] === undefined ? BITS : Number(found[5]);
  if (bits > BITS || octets.some((octet) => octet > 255)) return null;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = rangeSize(bits);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** Get the number of addresses in a network with this prefix length. */
export function rangeSize(bits: number): number {
  return 2 ** (BITS - bits);
}

/** Get the prefix length of a network. */
export function prefixOf({ first, last }: Ipv4Range): number {
  return BITS - Math.round(Math.log2(last - first + 1));
}

export function formatIpv4Range(range: Ipv4Range): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(range.first / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefixOf(range)}`;
}

export function rangesOverlap(one: Ipv4Range, other: Ipv4Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}
