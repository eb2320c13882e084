import { z } from 'zod';
import { multiLine } from '../text';

/** Providers whose tokens are kept. */
export const cloudProviders = ['hetzner', 'digitalocean', 'vultr'] as const;
export type CloudProvider = (typeof cloudProviders)[number];

/** A credential that becomes a part of an HTTP header. */
export const cloudToken = z.string().regex(/^[!-~]{1,512}$/, 'Must be printable characters without spaces.');

const MAX_SCRIPT_BYTES = 64 * 1024;

/** What cloud-init runs or reads: it tells them apart by the first line, and ignores what has neither. */
export const cloudInitScript = multiLine(MAX_SCRIPT_BYTES).refine(
  (text) => /^(#!|#cloud-config(\s|$))/.test(text),
  'Must begin with #! (a script) or #cloud-config (YAML).',
);
