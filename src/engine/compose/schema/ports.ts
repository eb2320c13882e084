import { z } from 'zod';
import type { ComposeExposedPort, ComposePort } from '../../../domain/compose/service';
import { canonicalAddress, isIpAddress } from '../../../domain/input/address/host-address';
import { filledLine, line, record, shortOrLong, text } from './forms';

const MAX_PORT = 65_535;
/** Hostile-inputs row 11. */
const MAX_RANGE = 200;
const MAX_PORTS = 2000;

const message =
  'Must be [address:][server port:]container port[/tcp or /udp]. Ranges must have the same length.';

const portForm =
  /^(?:(?:(\[[0-9A-Fa-f:.]+\]|[0-9.]+):)?(\d{1,5}(?:-\d{1,5})?)?:)?(\d{1,5}(?:-\d{1,5})?)(?:\/(tcp|udp))?$/;

function shortPort(value: string): ComposePort[] | string {
  const match = portForm.exec(value.trim());
  if (!match) return message;
  const [, address, host, container = '', protocol] = match;
  return expand(address ?? null, host ?? null, container, protocol === 'udp' ? 'udp' : 'tcp') ?? message;
}

function expand(
  address: string | null,
  host: string | null,
  container: string,
  protocol: 'tcp' | 'udp',
): ComposePort[] | null {
  const ip = address === null ? null : address.replace(/^\[|\]$/g, '');
  if (ip !== null && !isIpAddress(ip)) return null;
  const inside = span(container);
  const outside = host === null ? null : span(host);
  if (inside === null || (host !== null && outside?.count !== inside.count)) return null;
  return Array.from({ length: inside.count }, (_, index) => ({
    ip: ip === null ? null : canonicalAddress(ip),
    hostPort: outside === null ? null : outside.first + index,
    containerPort: inside.first + index,
    protocol,
  }));
}

function span(range: string): { first: number; count: number } | null {
  const [first = 0, last = first] = range.split('-').map(Number);
  const count = last - first + 1;
  return first >= 1 && last <= MAX_PORT && count >= 1 && count <= MAX_RANGE ? { first, count } : null;
}

const protocol = z.enum(['tcp', 'udp'], 'Must be tcp or udp.');

const longPort = record({
  target: text,
  published: text.optional(),
  protocol: protocol.optional(),
  host_ip: line.optional(),
  mode: z.enum(['host', 'ingress'], 'Must be host or ingress.').optional(),
  name: filledLine.optional(),
  app_protocol: filledLine.optional(),
}).transform((port, context): ComposePort[] => {
  const host = port.published === undefined || port.published === '' ? null : port.published;
  const form = /^\d{1,5}(?:-\d{1,5})?$/;
  const isWritten = form.test(port.target) && (host === null || form.test(host));
  const address = port.host_ip === undefined || port.host_ip === '' ? null : port.host_ip;
  const ports = isWritten ? expand(address, host, port.target, port.protocol ?? 'tcp') : null;
  if (ports !== null) return ports;
  context.addIssue({
    code: 'custom',
    message: 'Must have a target and, if any, published ports from 1 to 65535.',
  });
  return z.NEVER;
});

export const ports = z
  .array(shortOrLong(shortPort, longPort), 'Must be a list of ports.')
  .transform((lists) => lists.flat())
  .refine((list) => list.length <= MAX_PORTS, `Must not be more than ${MAX_PORTS} ports.`);

const exposed = text.transform((value, context): ComposeExposedPort[] => {
  const match = /^(\d{1,5}(?:-\d{1,5})?)(?:\/(tcp|udp))?$/.exec(value.trim());
  const range = match ? span(match[1] ?? '') : null;
  if (match && range !== null)
    return Array.from({ length: range.count }, (_, index) => ({
      port: range.first + index,
      protocol: match[2] === 'udp' ? 'udp' : 'tcp',
    }));
  context.addIssue({ code: 'custom', message: 'Must be a port from 1 to 65535, or a range.' });
  return z.NEVER;
});

export const expose = z.array(exposed, 'Must be a list of ports.').transform((lists) => lists.flat());
