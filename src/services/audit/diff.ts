import type { Json } from '../../db/queries/audit-chain';
import type { NotedChange } from '../../domain/audit-notes';
import { REDACTED, Secret } from '../../domain/secret';
import { storable } from './storable';

/** Wire name of a column → whether an output schema marks it as a secret. */
export type IsMarked = (name: string) => boolean;

/** Columns that add nothing to the row of the trail. */
const silent = new Set(['id', 'uuid', 'no', 'organization_id', 'created_at', 'updated_at']);

/** A second net below the marks, for columns that appear in no answer (hashes, sealed values). */
const secretName = /(?:^|_)(?:password|passcode|passphrase|secret|token|hash|private_key|sealed)$/;

/**
 * The differences between the rows that services noted: `{field: {from, to}}` by wire name. A secret shows only that it
 * changed, never its value. null when nothing changed.
 */
export function diffOf(changes: readonly NotedChange[], isMarked: IsMarked): Json | null {
  const diff: Record<string, Json> = {};
  for (const { before, after, of } of changes) {
    for (const [column, to] of Object.entries(after)) {
      const field = wireName(column);
      if (silent.has(field) || !(column in before)) continue;
      const from: unknown = Reflect.get(before, column);
      if (same(from, to)) continue;
      const isSecret = isMarked(field) || secretName.test(field) || isSealed(from) || isSealed(to);
      const name = field.replace(/_sealed$/, '');
      diff[of === null ? name : `${of}.${name}`] = isSecret
        ? { from: hidden(from), to: hidden(to) }
        : { from: shown(from, isMarked), to: shown(to, isMarked) };
    }
  }
  return Object.keys(diff).length > 0 ? diff : null;
}

function wireName(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isSealed(value: unknown): boolean {
  return value instanceof Uint8Array || value instanceof Secret;
}

/** The shown form of a secret: only whether it is set. */
function hidden(value: unknown): Json {
  return value === null || value === undefined ? null : REDACTED;
}

function shown(value: unknown, isMarked: IsMarked): Json {
  return storable(value, (name) => isMarked(name) || secretName.test(name));
}

function same(a: unknown, b: unknown): boolean {
  // As JSON, five megabytes would take seconds.
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Secret && b instanceof Secret) return a.reveal() === b.reveal();
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : (value ?? null);
}
