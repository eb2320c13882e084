import { z } from 'zod';
import { multiLine } from '../text';

/** Providers whose tokens can be stored. `httpreq`: any program that speaks the protocol of lego’s provider of that name. */
export const cloudProviders = ['hetzner', 'digitalocean', 'vultr', 'cloudflare', 'httpreq'] as const;
export type CloudProvider = (typeof cloudProviders)[number];

/** A credential that is sent in an HTTP header. */
export const cloudToken = z.string().regex(/^[!-~]{1,512}$/, 'Must be printable characters without spaces.');

/** User name and password of HTTP Basic authentication (RFC 7617). */
export const httpreqToken = cloudToken.regex(
  /^[^:]+:/,
  'Must be a user name and a password, separated by a colon.',
);

/** Base URL of a provider's program. Credentials belong to the token. */
export const cloudEndpoint = z
  .url({ protocol: /^https?$/, error: 'Must be an http:// or https:// URL.' })
  .max(512, 'Must have at most 512 characters.')
  .refine((text) => {
    const { username, password, search, hash } = new URL(text);
    return username + password + search + hash === '';
  }, 'Must not contain credentials, a query or a fragment.')
  .transform((text) => text.replace(/\/+$/, ''));

const MAX_SCRIPT_BYTES = 64 * 1024;

/** A cloud-init script or configuration: its first line tells which, and cloud-init ignores anything else. */
export const cloudInitScript = multiLine(MAX_SCRIPT_BYTES).refine(
  (text) => /^(#!|#cloud-config(\s|$))/.test(text),
  'Must begin with #! (a script) or #cloud-config (YAML).',
);
