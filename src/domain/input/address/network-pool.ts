import { formatIpv4Range, parseIpv4Range, prefixOf } from '../../ipv4-range';
import { singleLine } from '../text';

/** Ranges that no one routes in public: RFC 1918, and what carriers use behind their own translation (RFC 6598). */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
/** Of a pool: from a thousand subnets of 64 addresses in its third octet alone to a single subnet. */
const FEWEST_BITS = 8;
const MOST_BITS = 26;

/** The range of a server from which the networks of its workloads get their subnets (deployment contract D18.2). */
export const networkPool = singleLine(18)
  .refine((text) => {
    const range = text.includes('/') ? parseIpv4Range(text) : null;
    return range !== null && formatIpv4Range(range) === text;
  }, 'Must be an IPv4 network in CIDR notation, such as 10.213.0.0/16.')
  .refine((text) => {
    const range = parseIpv4Range(text);
    if (range === null) return true; // said above
    return prefixOf(range) >= FEWEST_BITS && prefixOf(range) <= MOST_BITS;
  }, `Must be between /${FEWEST_BITS} and /${MOST_BITS}.`)
  .refine(
    (text) => {
      const range = parseIpv4Range(text);
      if (range === null) return true; // said above
      return privateRanges.some((each) => {
        const outer = parseIpv4Range(each);
        return outer !== null && outer.first <= range.first && range.last <= outer.last;
      });
    },
    `Must be in a private range: ${privateRanges.join(', ')}.`,
  );
