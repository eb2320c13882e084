import type { PortMapping } from '../../workload/container-run';
import { singleLine } from '../text';
import { canonicalAddress, isIpAddress } from './host-address';
import { isReservedPort } from './port';

const MAX_BYTES = 1024;
const MAX_PORT = 65_535;
/** Most ports in one range (hostile-inputs row 11), and in all mappings together: Docker starts a process for each. */
const MAX_RANGE = 200;
const MAX_PORTS = 2000;

function parsePort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= MAX_PORT ? port : null;
}

/** Parse `"3000,3001"`; null when an entry is not a port. */
export function parsePortsExposes(text: string): number[] | null {
  const ports = text.split(',').map((entry) => parsePort(entry.trim()));
  return ports.every((port) => port !== null) ? [...new Set(ports)] : null;
}

/**
 * Parse `"[ip:]host:container[/tcp|/udp]"`, comma-separated, with a port or a range on both sides. Ranges are expanded
 * to their ports. null for an invalid entry.
 */
export function parsePortsMappings(text: string): PortMapping[] | null {
  const mappings: PortMapping[] = [];
  for (const entry of text.split(',')) {
    const some = parseMapping(entry.trim());
    if (some === null || mappings.length + some.length > MAX_PORTS) return null;
    mappings.push(...some);
  }
  return mappings;
}

const mappingForm =
  /^(?:(\[[0-9A-Fa-f:.]+\]|[0-9.]+):)?(\d{1,5}(?:-\d{1,5})?):(\d{1,5}(?:-\d{1,5})?)(?:\/(tcp|udp))?$/;

function parseMapping(entry: string): PortMapping[] | null {
  const match = mappingForm.exec(entry);
  if (!match) return null;
  const [, address, hostText = '', containerText = '', protocol] = match;
  const ip = address === undefined ? null : addressOf(address);
  const host = parseSpan(hostText);
  const container = parseSpan(containerText);
  if (host === null || container === null || host.count !== container.count) return null;
  if (ip !== null && !isIpAddress(ip)) return null;
  return Array.from({ length: host.count }, (_, index) => ({
    ip,
    hostPort: host.first + index,
    containerPort: container.first + index,
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
  }));
}

/** Parse `"80"` or `"28000-28003"`. */
function parseSpan(text: string): { first: number; count: number } | null {
  const [first, last] = text.split('-').map(parsePort);
  if (first === null || first === undefined || last === null) return null;
  const count = (last ?? first) - first + 1;
  return count >= 1 && count <= MAX_RANGE ? { first, count } : null;
}

/** Remove brackets, and convert IPv6 to its RFC 5952 form, so that equal addresses are equal texts. */
function addressOf(text: string): string {
  const address = text.replace(/^\[|\]$/g, '');
  return isIpAddress(address) ? canonicalAddress(address) : address;
}

/** Whether two mappings would listen on the same port of the server; `null` listens on every address. */
export function mappingsOverlap(a: PortMapping, b: PortMapping): boolean {
  return a.hostPort === b.hostPort && a.protocol === b.protocol && addressesOverlap(a.ip, b.ip);
}

/**
 * Whether two addresses overlap. `0.0.0.0` is every IPv4 address and `::` every IPv6 address of the server; Docker can
 * bind both.
 */
function addressesOverlap(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return true;
  const isSameFamily = a.includes(':') === b.includes(':');
  return isSameFamily && [a, b].some((address) => address === '0.0.0.0' || address === '::');
}

/** Find the first of `wanted` that would listen where one of `taken` does. */
export function firstOverlap(
  wanted: readonly PortMapping[],
  taken: readonly PortMapping[],
): PortMapping | undefined {
  const byPort = groupedByPort(taken);
  return wanted.find((mapping) =>
    byPort.get(portName(mapping))?.some((other) => mappingsOverlap(mapping, other)),
  );
}

function groupedByPort(mappings: readonly PortMapping[]): Map<string, PortMapping[]> {
  const groups = new Map<string, PortMapping[]>();
  for (const mapping of mappings) {
    const group = groups.get(portName(mapping));
    if (group) group.push(mapping);
    else groups.set(portName(mapping), [mapping]);
  }
  return groups;
}

function portName({ hostPort, protocol }: PortMapping): string {
  return `${hostPort}/${protocol}`;
}

function overlapsItself(mappings: readonly PortMapping[]): boolean {
  return [...groupedByPort(mappings).values()].some((group) =>
    group.some((mapping, index) => group.slice(index + 1).some((other) => mappingsOverlap(mapping, other))),
  );
}

export const portsExposes = singleLine(MAX_BYTES).refine(
  (text) => text === '' || parsePortsExposes(text) !== null,
  'Must be ports between 1 and 65535, separated by commas.',
);

export const portsMappings = singleLine(MAX_BYTES)
  .refine(
    (text) => text === '' || parsePortsMappings(text) !== null,
    'Must be comma-separated mappings of the form [address:]host:container[/tcp or /udp]. Both sides may be ranges of the same length, such as 28000-28003:28000-28003, with at most 200 ports in all.',
  )
  .refine(
    (text) => !overlapsItself(parsePortsMappings(text) ?? []),
    'Must not map the same server port twice.',
  )
  .refine(
    (text) => !(parsePortsMappings(text) ?? []).some((mapping) => isReservedPort(mapping.hostPort)),
    'Must not use ports 22, 80 and 443 of the server.',
  );
