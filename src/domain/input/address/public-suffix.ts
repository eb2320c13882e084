import { parse } from 'tldts';

/** Services that resolve every name below theirs; the public suffix list has none of them. */
const sharedSuffixes = new Set(['sslip.io', 'nip.io', 'traefik.me', 'localtest.me']);

/** Names that no registry assigns (RFC 6761, RFC 6762, RFC 8375, ICANN's reservations), used in private networks. */
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
 * Whether anyone may register names below this host, so that a wildcard on it would take other owners' names: a suffix
 * in the public suffix list, a top-level domain not yet in the list, or a host whose every subdomain is such a suffix
 * (`*.compute.amazonaws.com`).
 */
export function isSharedSuffix(host: string): boolean {
  if (privateSuffixes.has(host)) return false;
  return sharedSuffixes.has(host) || [host, `x.${host}`].some(isSuffix);
}

/** Whether a registry runs this host itself (`com`, `co.uk`), so that it cannot be a website. */
export function isRegistrySuffix(host: string): boolean {
  if (privateSuffixes.has(host)) return false;
  const { publicSuffix, isIcann } = parse(host, { allowPrivateDomains: true });
  return publicSuffix === host && isIcann === true;
}

function isSuffix(host: string): boolean {
  return parse(host, { allowPrivateDomains: true }).publicSuffix === host;
}
