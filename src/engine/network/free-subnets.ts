import {
  formatIpv4Range,
  type Ipv4Range,
  parseIpv4Range,
  prefixOf,
  rangeSize,
  rangesOverlap,
} from '../../domain/ipv4-range';

/** Room for 61 containers: the gateway, the network and the broadcast address are not among them. */
const SUBNET_BITS = 26;

/**
 * Subnets of a pool in their order that overlap nothing that is taken. What lies in no IPv4 network, such as the subnet
 * of an IPv6 network or the default route, takes nothing.
 */
export function* freeSubnets(pool: string, taken: readonly string[]): Generator<string> {
  const range = parseIpv4Range(pool);
  if (range === null) return;
  const occupied = taken
    .filter((text) => !text.endsWith('/0'))
    .map(parseIpv4Range)
    .filter((each) => each !== null)
    .toSorted((a, b) => a.last - b.last);
  const size = rangeSize(Math.max(SUBNET_BITS, prefixOf(range)));
  for (let first = range.first; first <= range.last; ) {
    const subnet: Ipv4Range = { first, last: first + size - 1 };
    const obstacle = occupied.findLast((each) => rangesOverlap(each, subnet));
    if (obstacle === undefined) yield formatIpv4Range(subnet);
    // Past what is in the way, which may be as large as the whole pool.
    first = obstacle === undefined ? first + size : Math.ceil((obstacle.last + 1) / size) * size;
  }
}
