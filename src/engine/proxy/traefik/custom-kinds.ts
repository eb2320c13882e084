import { z } from 'zod';

/** Maps that Traefik accepts without options; any other empty one keeps it from loading any file. */
const mayBeEmpty = new Set(['compress', 'contentType', 'cookie']);

/** An entry of exactly one kind, with its options. */
export function oneKind(options: Readonly<Record<string, z.ZodType>>) {
  const optional = Object.entries(options).map(([kind, schema]) => [kind, schema.optional()] as const);
  return z.strictObject(Object.fromEntries(optional)).superRefine((value, context) => {
    if (Object.keys(value).length !== 1) {
      const message = `Must have exactly one of: ${Object.keys(options).join(', ')}.`;
      context.addIssue({ code: 'custom', message });
    } else
      for (const path of emptyMapsIn(value))
        context.addIssue({ code: 'custom', path: [...path], message: 'Must not be empty.' });
  });
}

function emptyMapsIn(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== 'object' || node === null) return [];
  const entries = Object.entries(node);
  if (entries.length === 0 && !mayBeEmpty.has(path.at(-1) ?? '')) return [path];
  return entries.flatMap(([key, child]) => emptyMapsIn(child, [...path, key]));
}
