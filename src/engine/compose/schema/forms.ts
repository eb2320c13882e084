import { z } from 'zod';
import { durationNanoseconds, sizeBytes } from '../quantities';
import { shellWords } from '../shell-words';
import { issueMessage } from './issue-message';

/** Longest text of a short form, such as a port or a volume. */
const MAX_SHORT = 4096;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map with exactly these keys; keys without a value and extensions (`x-`) do not count. */
export function record<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess(withoutEmpty, z.strictObject(shape));
}

function withoutEmpty(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, item]) => item !== null && !key.startsWith('x-')),
  );
}

/** A string, or a number or boolean as text. */
export const text = z
  .union([z.string(), z.number(), z.boolean()], 'Must be a string.')
  .transform(String)
  .refine((value) => !value.includes('\0'), 'Must not contain NUL.');

/** A string of one line. */
export const line = text
  .refine((value) => value.length <= MAX_SHORT, `Must not be longer than ${MAX_SHORT} characters.`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .refine((value) => !/[\x00-\x1f\x7f]/.test(value), 'Must not contain line breaks or control characters.');

export const filledLine = line.refine((value) => value.trim() !== '', 'Must not be empty.');

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  y: true,
  t: true,
  1: true,
  false: false,
  no: false,
  off: false,
  n: false,
  f: false,
  0: false,
  '': false,
};

export const flag = z
  .union([z.boolean(), z.string(), z.number()], 'Must be true or false.')
  .transform((value, context) => {
    const truth = typeof value === 'boolean' ? value : truths[String(value).trim().toLowerCase()];
    if (truth === undefined) context.addIssue({ code: 'custom', message: 'Must be true or false.' });
    return truth ?? false;
  });

/** A whole number, or a string of one. */
export function integer(least: number, most: number) {
  const message = `Must be a whole number from ${least} to ${most}.`;
  return z
    .union([z.number(), z.string()], message)
    .transform((value) =>
      typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value,
    )
    .pipe(z.int(message).min(least, message).max(most, message));
}

/** A file mode: `0440` is octal, as in YAML 1.1. */
export const fileMode = z
  .union([z.number(), z.string()], 'Must be a mode such as 0440.')
  .transform((value, context) => {
    const octal = typeof value === 'string' && /^0?o?[0-7]{3,4}$/.test(value);
    const mode = octal ? Number.parseInt(value.replace(/^0?o/, ''), 8) : Number(value);
    if (Number.isInteger(mode) && mode >= 0 && mode <= 0o7777) return mode;
    context.addIssue({ code: 'custom', message: 'Must be a mode such as 0440.' });
    return 0;
  });

function parsed<T>(read: (text: string) => T | null, message: string) {
  return line.transform((value, context) => {
    const result = read(value);
    if (result !== null) return result;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** In nanoseconds. */
export const duration = parsed(durationNanoseconds, 'Must be a duration such as 30s or 1m30s.');

/** In bytes. */
export const size = parsed(sizeBytes, 'Must be a size such as 512m or 2g.');

export const decimal = parsed(
  (value) => (/^\d{1,6}(?:\.\d{1,9})?$/.test(value.trim()) ? Number(value) : null),
  'Must be a number such as 0.5.',
);

/** One string or a list of them. */
export const lineList = z.preprocess(listOf, z.array(line, 'Must be a string or a list of strings.'));

function listOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null);
  return isRecord(value) ? value : [value];
}

/** argv: a list, or a string split like a shell does. An empty one removes the image's command. */
export const command = z.unknown().transform((value, context): string[] => {
  const list = Array.isArray(value) ? z.array(text).safeParse(value).data : undefined;
  const words = list ?? (text.safeParse(value).success ? shellWords(String(value)) : null);
  if (words !== null) return words;
  const isOpen = !Array.isArray(value) && !isRecord(value);
  const message = isOpen ? 'A quote is not closed.' : 'Must be a string or a list of strings.';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** `KEY=value` items or a map; null: a key without a value. The last of equal keys wins. */
export const pairs = z.unknown().transform((value, context): [key: string, value: string | null][] => {
  const found = new Map<string, string | null>();
  const refuse = (path: PropertyKey[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (item === null || item === '') continue;
      // `- KEY: value` is meant as `KEY=value`, and most parsers read it so.
      const entries = isRecord(item) ? Object.entries(item) : [pairOf(item)];
      for (const entry of entries) addPair(found, entry, (message) => refuse([index], message));
    }
  } else if (isRecord(value)) {
    for (const entry of Object.entries(value))
      addPair(found, entry, (message) => refuse([entry[0]], message));
  } else refuse([], 'Must be a map or a list of KEY=value.');
  return [...found];
});

function pairOf(item: unknown): [string, unknown] {
  if (typeof item !== 'string' && typeof item !== 'number') return ['', item];
  const pair = String(item);
  const equals = pair.indexOf('=');
  return equals === -1 ? [pair.trim(), null] : [pair.slice(0, equals).trim(), pair.slice(equals + 1)];
}

function addPair(
  found: Map<string, string | null>,
  [key, value]: [string, unknown],
  refuse: (message: string) => void,
): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (key === '' || key.length > 1024 || /[=\x00-\x1f\x7f]/.test(key)) {
    refuse('Must be KEY=value with a key on one line.');
    return;
  }
  if (value === null) {
    found.set(key, null);
    return;
  }
  const read = text.safeParse(value);
  // Keep the position of the first occurrence.
  if (read.success) found.set(key, read.data);
  else refuse('Must be a string, a number or true or false.');
}

/** A map of strings, or a list of `KEY=value`; a key without a value gets an empty string. */
export const textMap = pairs.transform((entries) =>
  Object.fromEntries(entries.map(([key, value]) => [key, value ?? ''])),
);

/** Labels of a user, who may not set the management labels of Gantry. */
export const labels = textMap.superRefine((given, context) => {
  for (const key of Object.keys(given))
    if (key.startsWith('gantry.'))
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'Labels that start with gantry. are reserved.',
      });
});

/** A short form as a string, or a long form as a map. */
export function shortOrLong<T>(short: (value: string) => T | string, long: z.ZodType<T>) {
  return z.unknown().transform((value, context): T => {
    if (isRecord(value)) {
      const result = long.safeParse(value);
      if (result.success) return result.data;
      for (const issue of result.error.issues) {
        const { path } = issue;
        if (issue.code === 'unrecognized_keys')
          context.addIssue({ code: issue.code, keys: issue.keys, path, input: value });
        else context.addIssue({ code: 'custom', message: issueMessage(issue), path });
      }
      return z.NEVER;
    }
    const read = line.safeParse(value);
    const result = read.success ? short(read.data) : 'Must be a string or a map.';
    if (typeof result !== 'string') return result;
    context.addIssue({ code: 'custom', message: result });
    return z.NEVER;
  });
}
