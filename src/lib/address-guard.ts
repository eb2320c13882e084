import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { AppError } from '../domain/error';

/** Kind of network that an address belongs to, after unwrapping every form that hides an IPv4 address. */
export type AddressKind =
  | 'public'
  | 'private'
  | 'carrier_nat'
  | 'loopback'
  | 'unspecified'
  | 'link_local'
  | 'metadata'
  | 'multicast'
  | 'reserved';

/** Metadata services outside the link-local range: AWS over IPv6, Alibaba, Azure's wire server. */
const metadataAddresses = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16']);

/** ipaddr.js's names (IANA special-purpose registries) → ours; what is not here is `reserved`. */
const kindOfRange: Record<string, AddressKind> = {
  unicast: 'public',
  private: 'private',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  carrierGradeNat: 'carrier_nat',
  loopback: 'loopback',
  unspecified: 'unspecified',
  linkLocal: 'link_local',
  multicast: 'multicast',
};

/**
 * Classify an address. @param address IP address as a resolver returns it
 * @throws AppError `bad_request` when it is invalid
 */
export function addressKind(address: string): AddressKind {
  const parsed = parseAddress(address);
  if (metadataAddresses.has(parsed.toString())) return 'metadata';
  return kindOfRange[parsed.range()] ?? 'reserved';
}

/**
 * Unwrap IPv4 inside IPv6: mapped (::ffff:a.b.c.d), compatible (::a.b.c.d), NAT64 (64:ff9b::/96) and 6to4 (2002::/16).
 */
function parseAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const bare = address.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) throw new AppError('bad_request', 'Not an IP address.');
  const parsed = ipaddr.parse(bare);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed;
  const bytes = parsed.toByteArray();
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address();
  // Only the well-known prefix: in the local-use one (64:ff9b:1::/48) the IPv4 address may be anywhere.
  if (parsed.range() === 'rfc6052' && bytes.slice(4, 12).every((byte) => byte === 0))
    return new ipaddr.IPv4(bytes.slice(12));
  if (parsed.range() === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  const isCompatible =
    bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((byte) => byte !== 0);
  return isCompatible ? new ipaddr.IPv4(bytes.slice(12)) : parsed;
}

export interface InternalHosts {
  /** Whether the name itself is on the list. */
  hasName(name: string): boolean;
  hasAddress(address: string): boolean;
}

/** Parse the administrator's list (`INTERNAL_HOSTS`): host names, addresses and CIDRs that guards allow. */
export function internalHosts(list: readonly string[]): InternalHosts {
  const names = new Set<string>();
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of list) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry)) networks.push(single(ipaddr.parse(entry)));
    else names.add(entry.toLowerCase());
  }
  return {
    hasName: (name) => names.has(name.toLowerCase()),
    hasAddress(address) {
      const parsed = parseAddress(address);
      return networks.some(
        ([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits),
      );
    },
  };
}

function single(address: ipaddr.IPv4 | ipaddr.IPv6): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Resolves a host name to addresses. Rejects when it does not resolve. */
export type Resolve = (name: string) => Promise<string[]>;

export const resolveByName: Resolve = async (name) =>
  (await lookup(name, { all: true, verbatim: true })).map((each) => each.address);

export type Verdict =
  | { outcome: 'allowed'; addresses: string[] }
  | { outcome: 'refused'; kind: AddressKind }
  | { outcome: 'unresolved' };

export interface AddressPolicy {
  /** Kinds that may be reached without being on the list of internal hosts. */
  allowed: ReadonlySet<AddressKind>;
  internal: InternalHosts;
  resolve?: Resolve;
}

/** Hostile-inputs H7: outgoing calls on behalf of users reach public addresses only. */
export const publicOnly: ReadonlySet<AddressKind> = new Set(['public']);

/**
 * Resolve a host once and check each of its addresses; one bad address refuses the host. Connect to the addresses of
 * the verdict, not to the name again.
 */
export async function guardAddress(host: string, policy: AddressPolicy): Promise<Verdict> {
  const addresses = ipaddr.isValid(host) ? [host] : await resolved(host, policy.resolve ?? resolveByName);
  if (addresses.length === 0) return { outcome: 'unresolved' };
  if (policy.internal.hasName(host)) return { outcome: 'allowed', addresses };
  for (const address of addresses) {
    const kind = addressKind(address);
    if (!policy.allowed.has(kind) && !policy.internal.hasAddress(address))
      return { outcome: 'refused', kind };
  }
  return { outcome: 'allowed', addresses };
}

async function resolved(name: string, resolve: Resolve): Promise<string[]> {
  try {
    return await resolve(name);
  } catch {
    return []; // whatever the resolver reports (no such name, no server, no route), there is no address
  }
}
