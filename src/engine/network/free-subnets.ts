import {
  formatIpv4Range,
  type Ipv4Range,
  parseIpv4Range,
  prefixOf,
  rangeSize,
  rangesOverlap,
} from '../../domain/ipv4-range';

/** Room for 61 containers: gateway, network and broadcast address excluded. */
const SUBNET_BITS = 26;

/**
 * List the subnets of a pool, in order, that overlap nothing taken. Entries that are not IPv4 networks, such as an
 * IPv6 subnet or the default route, are ignored.
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
    // Skip the obstacle, which may be as large as the whole pool.
    first = obstacle === undefined ? first + size : Math.ceil((obstacle.last + 1) / size) * size;
  }
}
