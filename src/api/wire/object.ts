import { z } from 'zod';

const first = ['id', 'uuid', 'description', 'name'];
const last = ['created_at', 'updated_at'];

/** Members of an object in the order of the v1 contract (§5.2): identity, alphabetical, timestamps. */
export function compareKeys(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The schema of an object in an answer. zod answers members in the order of the schema, so the order is set here once. */
export function wireObject<S extends z.ZodRawShape>(shape: S): z.ZodObject<S> {
  const ordered = Object.entries(shape).sort(([a], [b]) => compareKeys(a, b));
  // Same entries, other order: `fromEntries` forgets the names.
  return z.object(Object.fromEntries(ordered) as unknown as S);
}

function rank(key: string): number {
  const head = first.indexOf(key);
  if (head !== -1) return head;
  const tail = last.indexOf(key);
  return first.length + (tail === -1 ? 0 : tail + 1);
}
