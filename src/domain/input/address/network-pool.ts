import { formatIpv4Range, parseIpv4Range, prefixOf } from '../../ipv4-range';
import { singleLine } from '../text';

/** Ranges that are never routed publicly: RFC 1918, and those of carrier-grade NAT (RFC 6598). */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
/** Prefix lengths of a pool: from a thousand subnets of 64 addresses in its third octet alone to a single subnet. */
const FEWEST_BITS = 8;
const MOST_BITS = 26;

/** Range of a server for the subnets of its workloads' networks (deployment contract D18.2). */
export const networkPool = singleLine(18)
  .refine((text) => {
    const range = text.includes('/') ? parseIpv4Range(text) : null;
    return range !== null && formatIpv4Range(range) === text;
  }, 'Must be an IPv4 network in CIDR notation, such as 10.213.0.0/16.')
  .refine((text) => {
    const range = parseIpv4Range(text);
    if (range === null) return true; // reported above
    return prefixOf(range) >= FEWEST_BITS && prefixOf(range) <= MOST_BITS;
  }, `Must be between /${FEWEST_BITS} and /${MOST_BITS}.`)
  .refine(
    (text) => {
      const range = parseIpv4Range(text);
      if (range === null) return true; // reported above
      return privateRanges.some((each) => {
        const outer = parseIpv4Range(each);
        return outer !== null && outer.first <= range.first && range.last <= outer.last;
      });
    },
    `Must be in a private range: ${privateRanges.join(', ')}.`,
  );
