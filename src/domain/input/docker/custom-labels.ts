import { z } from 'zod';
import { byteLength } from '../text';

const MAX_BYTES = 64 * 1024;
const labelKey = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** Prefixes of labels by which Gantry finds what it manages. */
const reservedPrefixes = ['gantry.', 'coolify.'];

/** Parse `key=value` lines; null when a key is invalid (hostile-inputs row 10) or reserved for Gantry. */
export function parseCustomLabels(text: string): [key: string, value: string][] | null {
  const labels: [string, string][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const equals = line.indexOf('=');
    const key = (equals === -1 ? line : line.slice(0, equals)).trim();
    if (!labelKey.test(key) || reservedPrefixes.some((prefix) => key.startsWith(prefix))) return null;
    labels.push([key, equals === -1 ? '' : line.slice(equals + 1)]);
  }
  return labels;
}

export const customLabels = z
  .string()
  .refine((text) => byteLength(text) <= MAX_BYTES, `Must not be longer than ${MAX_BYTES} bytes.`)
  .refine(
    (text) => parseCustomLabels(text) !== null,
    'Must be lines of key=value; the keys gantry.* and coolify.* are reserved.',
  );
