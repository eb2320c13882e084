import { posix } from 'node:path';
import { z } from 'zod';
import { filledLine, line, lineList, pairs, record, text } from './forms';

const OUTSIDE = 'Must be inside the repository.';

/** Normalize a path below the checkout or the resource's folder; null when it leaves that folder. */
export function innerPath(path: string): string | null {
  if (path.startsWith('/') || path.startsWith('~') || path.includes('\\')) return null;
  const normal = posix.normalize(path).replace(/(?<=.)\/$/, '');
  return normal === '..' || normal.startsWith('../') ? null : normal;
}

const inside = filledLine.transform((value, context) => {
  const path = innerPath(value);
  if (path !== null && !path.split('/').some((segment) => segment.startsWith('-'))) return path;
  const isRemote = /^[a-z+]+:\/\/|^git@|^github\.com\//.test(value);
  context.addIssue({
    code: 'custom',
    message: isRemote
      ? 'Must be a folder in the repository. Other build contexts are not supported.'
      : OUTSIDE,
  });
  return z.NEVER;
});

const argumentKey = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

const long = record({
  context: inside.optional(),
  dockerfile: inside.optional(),
  dockerfile_inline: text.optional(),
  args: pairs
    .refine(
      (entries) => entries.every(([key]) => argumentKey.test(key)),
      'The name of an argument may have letters, digits, . _ and -.',
    )
    .optional(),
  target: line
    .refine((name) => /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name), 'Must be the name of a build stage.')
    .optional(),
  cache_from: lineList.optional(),
});

export const build = z.preprocess((value) => (typeof value === 'string' ? { context: value } : value), long);

/** `env_file`: files below the checkout or the resource's folder. */
export const envFiles = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(
    z.preprocess(
      (value) => (typeof value === 'string' ? { path: value } : value),
      record({
        path: filledLine,
        required: z.unknown().optional(),
        format: z.enum(['raw', 'dotenv'], 'Must be raw.').optional(),
      }),
    ),
    'Must be a path or a list of paths.',
  ),
);
