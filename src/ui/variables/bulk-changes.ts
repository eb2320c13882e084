import type { EnvEntry } from './env-file';

/** Members of a variable that a comparison needs; `value` is null if it cannot be read. */
export interface StoredVariable {
  uuid: string;
  key: string;
  value?: string | null;
  is_shown_once: boolean;
}

export interface BulkChanges<V extends StoredVariable> {
  added: EnvEntry[];
  changed: { before: V; value: string }[];
  removed: V[];
}

/**
 * Compute the changes that saving the text makes. Write-only variables are not in the text, and are kept unless it
 * names them.
 */
export function bulkChanges<V extends StoredVariable>(
  stored: readonly V[],
  entries: readonly EnvEntry[],
): BulkChanges<V> {
  const byKey = new Map(stored.map((variable) => [variable.key, variable]));
  const named = new Set(entries.map(({ key }) => key));
  const changes: BulkChanges<V> = { added: [], changed: [], removed: [] };
  for (const entry of entries) {
    const before = byKey.get(entry.key);
    if (!before) changes.added.push(entry);
    else if (before.is_shown_once || before.value !== entry.value)
      changes.changed.push({ before, value: entry.value });
  }
  changes.removed = stored.filter((variable) => !variable.is_shown_once && !named.has(variable.key));
  return changes;
}
