import { z } from 'zod';

const label = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/**
 * Labels that resolvers read as a number: `127.1`, `0x7f000001`, `2130706433` are spellings of an address, not names.
 */
const numericLabel = /^(\d+|0[xX][0-9A-Fa-f]*)$/;

/** A host name by RFC 1123, in ASCII. Names whose last label is a number are addresses in disguise and refused. */
export function isHostName(value: string): boolean {
  if (value.length === 0 || value.length > 253) return false;
  const labels = value.split('.');
  return labels.every((part) => label.test(part)) && !numericLabel.test(labels[labels.length - 1] ?? '');
}

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();

/** Dotted decimal without leading zeros, or IPv6 without brackets and zone: one spelling, no surprises. */
export function isIpAddress(value: string): boolean {
  return ipv4.safeParse(value).success || ipv6.safeParse(value).success;
}

/**
 * Address of a server: an IP address or a host name (hostile-inputs row 48). Where it may point is the guard's
 * business.
 */
export const hostAddress = z
  .string()
  .refine((value) => isIpAddress(value) || isHostName(value), 'Must be an IP address or a host name.')
  .transform(canonicalAddress);

/** Lower case, and IPv6 in the one form of RFC 5952, so that equal addresses are equal texts. */
export function canonicalAddress(value: string): string {
  return value.includes(':') ? new URL(`http://[${value}]`).hostname.slice(1, -1) : value.toLowerCase();
}
