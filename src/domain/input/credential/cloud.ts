import { z } from 'zod';
import { multiLine } from '../text';

/** Providers whose tokens can be stored. */
export const cloudProviders = ['hetzner', 'digitalocean', 'vultr'] as const;
export type CloudProvider = (typeof cloudProviders)[number];

/** A credential that is sent in an HTTP header. */
export const cloudToken = z.string().regex(/^[!-~]{1,512}$/, 'Must be printable characters without spaces.');

const MAX_SCRIPT_BYTES = 64 * 1024;

/** A cloud-init script or configuration: its first line tells which, and cloud-init ignores anything else. */
export const cloudInitScript = multiLine(MAX_SCRIPT_BYTES).refine(
  (text) => /^(#!|#cloud-config(\s|$))/.test(text),
  'Must begin with #! (a script) or #cloud-config (YAML).',
);
