import { z } from 'zod';
import { storableText } from '../../../lib/storable-text';

const MAX_TEXT = 500;
/** Most paths to read of one push; if there are more, they count as not fully known. */
const MAX_PATHS = 3000;
const MAX_PATH = 4096;
const skipMark = /\[(?:skip c[id]|c[id] skip)\]/i;
const noCommit = /^0+$/;

/** A text of a payload that can be stored. */
export const line = z.string().transform((text) => storableText(text, MAX_TEXT));

/** The address of a page; null for one that browsers should not follow. */
export const link = line.transform((text) => (/^https?:\/\/[^\s]+$/.test(text) ? text : null));

/** Number of a pull request that a row can hold. */
export const pullRequestNumber = z.int().positive().max(2_147_483_647);

/** A full or shortened commit in lower case; null for zeros, which mean that there is none. */
export const commit = z
  .string()
  .regex(/^[0-9a-f]{7,64}$/i)
  .transform((text) => (noCommit.test(text) ? null : text.toLowerCase()));

const paths = z.array(z.string()).nullish();

/** A commit of a push. Bitbucket gives no paths. */
export const pushedCommit = z.object({
  message: z.string().nullish(),
  added: paths,
  modified: paths,
  removed: paths,
});
export type PushedCommit = z.output<typeof pushedCommit>;

/** Whether a push must not be deployed, because all its commits say so. */
export function isSkipMarked(commits: readonly PushedCommit[]): boolean {
  return commits.length > 0 && commits.every(({ message }) => skipMark.test(message ?? ''));
}

/** Paths that commits touch; null when there are none or too many. */
export function pathsOf(commits: readonly PushedCommit[]): string[] | null {
  const found = new Set<string>();
  for (const { added, modified, removed } of commits)
    for (const path of [added, modified, removed].flatMap((list) => list ?? []))
      if (path.length <= MAX_PATH) found.add(storableText(path, MAX_PATH));
  return found.size === 0 || found.size > MAX_PATHS ? null : [...found];
}

/** `refs/heads/…` or `refs/tags/…`, split; null for other refs. */
export function splitRef(ref: string): { kind: 'branch' | 'tag'; name: string } | null {
  const [, folder, name] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref) ?? [];
  if (name === undefined) return null;
  return { kind: folder === 'tags' ? 'tag' : 'branch', name };
}
