import type { PortMapping } from '../deployment-spec';
import { canonicalAddress, isIpAddress } from './host-address';
import { singleLine } from './text';

const MAX_BYTES = 1024;
const MAX_PORT = 65_535;
/** SSH, and the two the proxy listens on (hostile-inputs row 11). */
const reservedHostPorts = new Set([22, 80, 443]);

function parsePort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= MAX_PORT ? port : null;
}

/** `"3000,3001"` → numbers; null when an entry is not a port. */
export function parsePortsExposes(text: string): number[] | null {
  const ports = text.split(',').map((entry) => parsePort(entry.trim()));
  return ports.every((port) => port !== null) ? [...new Set(ports)] : null;
}

/** `"[ip:]host:container[/tcp|/udp]"`, comma separated; null when an entry is something else. */
export function parsePortsMappings(text: string): PortMapping[] | null {
  const mappings = text.split(',').map((entry) => parseMapping(entry.trim()));
  return mappings.every((mapping) => mapping !== null) ? mappings : null;
}

function parseMapping(entry: string): PortMapping | null {
  const match = /^(?:(\[[0-9A-Fa-f:.]+\]|[0-9.]+):)?(\d{1,5}):(\d{1,5})(?:\/(tcp|udp))?$/.exec(entry);
  if (!match) return null;
  const [, address, host = '', container = '', protocol] = match;
  const ip = address === undefined ? null : addressOf(address);
  const hostPort = parsePort(host);
  const containerPort = parsePort(container);
  if (hostPort === null || containerPort === null || (ip !== null && !isIpAddress(ip))) return null;
  return { ip, hostPort, containerPort, protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}

/** Without brackets, and IPv6 in the one form of RFC 5952, so that equal addresses are equal texts. */
function addressOf(text: string): string {
  const address = text.replace(/^\[|\]$/g, '');
  return isIpAddress(address) ? canonicalAddress(address) : address;
}

/** Whether two mappings would listen on the same port of the server; `null` listens on every address. */
export function mappingsOverlap(a: PortMapping, b: PortMapping): boolean {
  return a.hostPort === b.hostPort && a.protocol === b.protocol && addressesOverlap(a.ip, b.ip);
}

/** `0.0.0.0` is every IPv4 address and `::` every IPv6 address of the server; Docker binds the two side by side. */
function addressesOverlap(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return true;
  const isSameFamily = a.includes(':') === b.includes(':');
  return isSameFamily && [a, b].some((address) => address === '0.0.0.0' || address === '::');
}

function overlapsItself(mappings: readonly PortMapping[]): boolean {
  return mappings.some((mapping, index) =>
    mappings.slice(index + 1).some((other) => mappingsOverlap(mapping, other)),
  );
}

export const portsExposes = singleLine(MAX_BYTES).refine(
  (text) => text === '' || parsePortsExposes(text) !== null,
  'Must be ports between 1 and 65535, separated by commas.',
);

export const portsMappings = singleLine(MAX_BYTES)
  .refine(
    (text) => text === '' || parsePortsMappings(text) !== null,
    'Must be mappings host:container with an optional address before and /tcp or /udp after, separated by commas.',
  )
  .refine(
    (text) => !overlapsItself(parsePortsMappings(text) ?? []),
    'Must not map a port of the server twice.',
  )
  .refine(
    (text) => !(parsePortsMappings(text) ?? []).some((mapping) => reservedHostPorts.has(mapping.hostPort)),
    'Must not use the ports 22, 80 and 443 of the server.',
  );
