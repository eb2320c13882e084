import { parse } from 'tldts';

/** Services that resolve every name below theirs; none of them is on the list of public suffixes. */
const sharedSuffixes = new Set(['sslip.io', 'nip.io', 'traefik.me', 'localtest.me']);

/** Names that no registry hands out (RFC 6761, RFC 6762, RFC 8375, ICANN's reservations) and that people use at home. */
const privateSuffixes = new Set([
  'corp',
  'example',
  'home',
  'home.arpa',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localhost',
  'private',
  'test',
]);

/**
 * Whether anyone may register names below this host, so that a wildcard over it would take other owners' names: a
 * suffix of the public suffix list, a top-level domain that the list does not know yet, or a host whose every name is
 * such a suffix (`*.compute.amazonaws.com`).
 */
export function isSharedSuffix(host: string): boolean {
  if (privateSuffixes.has(host)) return false;
  return sharedSuffixes.has(host) || [host, `x.${host}`].some(isSuffix);
}

/** Whether a registry runs this host itself (`com`, `co.uk`): no website can be there. */
export function isRegistrySuffix(host: string): boolean {
  if (privateSuffixes.has(host)) return false;
  const { publicSuffix, isIcann } = parse(host, { allowPrivateDomains: true });
  return publicSuffix === host && isIcann === true;
}

function isSuffix(host: string): boolean {
  return parse(host, { allowPrivateDomains: true }).publicSuffix === host;
}
