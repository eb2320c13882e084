import { isDeepStrictEqual } from 'node:util';
import { isCollection, parseDocument, stringify } from 'yaml';

/** A place in a file, from its top: `['services', 'web', 'image']`. */
type Path = readonly string[];

export interface MergeRequest {
  /** File that a resource was created from. */
  base: string;
  /** File as its user changed it. */
  own: string;
  /** Later version of the file. */
  next: string;
  /** Paths of conflicts in which the later version wins; in all others the user's part stays. */
  taken?: ReadonlySet<string>;
}

/** A place that both the user and the later version changed. */
export interface MergeConflict {
  path: string;
  own: string;
  next: string;
}

export interface Merged {
  text: string;
  conflicts: readonly MergeConflict[];
}

interface Edit {
  path: Path;
  /** undefined: the place is removed. */
  value: unknown;
}

/** Lists whose order matters: each is merged as one value. */
const ordered = new Set(['command', 'entrypoint', 'test']);

/** Lists of `NAME=value`. */
const named = new Set(['environment', 'labels', 'args', 'sysctls']);

/**
 * Merge a later version of a file into the user's version, key by key. What the later version did not change stays as
 * the user wrote it, comments included; what both changed is a conflict. All three files must be valid.
 */
export function mergeFiles({ base, own, next, taken = new Set() }: MergeRequest): Merged {
  const read = (text: string): unknown => parseDocument(text, { merge: true }).toJS();
  const merge = new Merge(taken);
  const before = read(own);
  const after = merge.values([], read(base), before, read(next));
  const text = isDeepStrictEqual(before, after) ? own : written(own, after, merge.edits);
  return { text, conflicts: merge.conflicts };
}

/** Write the edits into the text of the file; if anchors prevent that, write its values as a new text. */
function written(own: string, after: unknown, edits: readonly Edit[]): string {
  const document = parseDocument(own, { merge: true });
  const isPlain = edits.every(({ path }) =>
    path.slice(0, -1).every((_, depth) => {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      return node === undefined || node === null || isCollection(node);
    }),
  );
  if (isPlain) {
    for (const { path, value } of edits) {
      if (value === undefined) document.deleteIn(path);
      else document.setIn(path, document.createNode(value));
    }
    if (isDeepStrictEqual(document.toJS(), after)) return document.toString({ lineWidth: 0 });
  }
  return stringify(after, { lineWidth: 0 });
}

class Merge {
  readonly edits: Edit[] = [];
  readonly conflicts: MergeConflict[] = [];

  constructor(private readonly taken: ReadonlySet<string>) {}

  /** Merge the values at a path, and note an edit for each part that differs from the user's. */
  values(path: Path, base: unknown, own: unknown, next: unknown): unknown {
    if (isDeepStrictEqual(own, next) || isDeepStrictEqual(base, next)) return own;
    // Maps first: small edits leave the comments around them alone.
    if (isMap(own) && isMap(next)) return this.maps(path, isMap(base) ? base : {}, own, next);
    if (isDeepStrictEqual(base, own)) return this.edit(path, next);
    if (isKeyedList(path, own) && isKeyedList(path, next))
      return this.lists(path, isKeyedList(path, base) ? base : [], own, next);
    return this.conflict(path, own, next);
  }

  private edit(path: Path, value: unknown): unknown {
    this.edits.push({ path, value });
    return value;
  }

  private conflict(path: Path, own: unknown, next: unknown): unknown {
    const name = path.join('.');
    this.conflicts.push({ path: name, own: shown(own), next: shown(next) });
    return this.taken.has(name) ? this.edit(path, next) : own;
  }

  private maps(path: Path, base: TextMap, own: TextMap, next: TextMap): TextMap {
    const keys = new Set([...Object.keys(own), ...Object.keys(next)]);
    const entries = [...keys].map((key) => [
      key,
      this.values([...path, key], base[key], own[key], next[key]),
    ]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  /** Merge lists by the keys of their items. The list is one edit, because items have no paths. */
  private lists(path: Path, base: unknown[], own: unknown[], next: unknown[]): unknown[] {
    const inner = new Merge(this.taken);
    const keyed = (list: unknown[]) => new Map(list.map((item) => [itemKey(path, item), item]));
    const [before, mine, later] = [keyed(base), keyed(own), keyed(next)];
    const result = [...new Set([...mine.keys(), ...later.keys()])]
      .map((key) => inner.items([...path, key], before.get(key), mine.get(key), later.get(key)))
      .filter((item) => item !== undefined);
    this.conflicts.push(...inner.conflicts);
    if (!isDeepStrictEqual(result, own)) this.edit(path, result);
    return result;
  }

  private items(path: Path, base: unknown, own: unknown, next: unknown): unknown {
    if (isDeepStrictEqual(own, next) || isDeepStrictEqual(base, next)) return own;
    return isDeepStrictEqual(base, own) ? next : this.conflict(path, own, next);
  }
}

type TextMap = Record<string, unknown>;

function isMap(value: unknown): value is TextMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKeyedList(path: Path, value: unknown): value is unknown[] {
  return Array.isArray(value) && !ordered.has(path.at(-1) ?? '');
}

/**
 * Get the key by which two items are the same: the name of a variable, the target of a mount or a port, or the whole
 * item.
 */
function itemKey(path: Path, item: unknown): string {
  const list = path.at(-1) ?? '';
  if (isMap(item)) return String(item.target ?? item.source ?? item.path ?? JSON.stringify(item));
  const text = String(item);
  if (named.has(list)) return text.split('=', 1)[0] ?? text;
  return list === 'volumes' ? (text.split(':')[1] ?? text) : text;
}

const MAX_SHOWN = 2000;

function shown(value: unknown): string {
  if (value === undefined) return '';
  return (typeof value === 'string' ? value : stringify(value, { lineWidth: 0 }).trimEnd()).slice(
    0,
    MAX_SHOWN,
  );
}
