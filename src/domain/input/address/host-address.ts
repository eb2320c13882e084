import { z } from 'zod';

const label = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/** Labels that resolvers read as a number: `127.1`, `0x7f000001`, `2130706433` are addresses, not names. */
const numericLabel = /^(\d+|0[xX][0-9A-Fa-f]*)$/;

/** Whether a text is an RFC 1123 host name, in ASCII. Names whose last label is a number are addresses and refused. */
export function isHostName(value: string): boolean {
  if (value.length === 0 || value.length > 253) return false;
  const labels = value.split('.');
  return labels.every((part) => label.test(part)) && !numericLabel.test(labels[labels.length - 1] ?? '');
}

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();

/** Whether a text is an address: dotted decimal without leading zeros, or IPv6 without brackets and zone. */
export function isIpAddress(value: string): boolean {
  return ipv4.safeParse(value).success || ipv6.safeParse(value).success;
}

/** Address of a server: an IP address or a host name (hostile-inputs row 48). The guard decides where it may point. */
export const hostAddress = z
  .string()
  .refine((value) => isIpAddress(value) || isHostName(value), 'Must be an IP address or a host name.')
  .transform(canonicalAddress);

/** Convert to lower case, and IPv6 to its RFC 5952 form, so that equal addresses are equal texts. */
export function canonicalAddress(value: string): string {
  return value.includes(':') ? new URL(`http://[${value}]`).hostname.slice(1, -1) : value.toLowerCase();
}
