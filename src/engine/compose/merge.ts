import { isScalar } from 'yaml';
import type { MapEntry, TreeNode } from './types';

/** Whether a key is `<<`, plain or tagged `!!merge`. */
export function isMergeKey(key: unknown): boolean {
  if (!isScalar(key)) return false;
  // The tag makes the key a symbol.
  if (typeof key.value === 'symbol') return key.value.description === '<<';
  return key.value === '<<' && (key.type === 'PLAIN' || key.tag === 'tag:yaml.org,2002:merge');
}

/**
 * Get the entries of a map that holds only a merged list of strings (`volumes: {<<: *volumes}`), which other parsers
 * read as that list; null when it is a map.
 */
export function asList(merged: readonly TreeNode[], ownKeys: number): readonly TreeNode[] | null {
  if (ownKeys > 0 || merged.length === 0) return null;
  const lists = merged.filter((node) => node.kind === 'list');
  if (lists.length !== merged.length || lists.some(isListOfMaps)) return null;
  return lists.flatMap((list) => list.items);
}

function isListOfMaps(list: TreeNode): boolean {
  return list.kind === 'list' && list.items.length > 0 && list.items.every(({ kind }) => kind === 'map');
}

/** Merge what `<<` names: own keys win, then earlier sources. Returns why it cannot be merged, or null. */
export function mergeInto(entries: Map<string, MapEntry>, merged: readonly TreeNode[]): string | null {
  for (const source of merged) {
    const parts = source.kind === 'list' ? source.items : [source];
    for (const part of parts) {
      const added = part.kind === 'map' ? part.entries : entryOfText(part);
      if (added === null) return 'Only maps and lists of maps can be merged with <<.';
      for (const [key, entry] of added) if (!entries.has(key)) entries.set(key, entry);
    }
  }
  return null;
}

/** Read a `KEY=value` of a list of variables that is merged into a map of them. */
function entryOfText(node: TreeNode): Map<string, MapEntry> | null {
  if (node.kind !== 'scalar') return null;
  if (node.value === null) return new Map();
  const { place } = node;
  const text = String(node.value);
  const equals = text.indexOf('=');
  const value = equals === -1 ? null : text.slice(equals + 1);
  const key = equals === -1 ? text : text.slice(0, equals);
  if (key === '' || key === '__proto__') return null;
  return new Map([[key, { place, value: { kind: 'scalar', value, source: value ?? '', place } }]]);
}
