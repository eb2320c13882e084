import type { Json } from '../../db/queries/audit-chain';
import { REDACTED } from '../../domain/secret';
import { storableText } from '../../lib/storable-text';

const maxText = 1_000;
const maxMembers = 100;
const maxDepth = 6;

/**
 * Convert anything to JSON that PostgreSQL stores unchanged: no NUL, no lone surrogates, no bytes, of bounded size.
 * Members that `isSecret` names lose their value.
 */
export function storable(value: unknown, isSecret: (name: string) => boolean = () => false, depth = 0): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return storableText(value, maxText);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return REDACTED;
  if (depth >= maxDepth || typeof value !== 'object') return '…';
  if (Array.isArray(value))
    return value.slice(0, maxMembers).map((item: unknown) => storable(item, isSecret, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxMembers)
      .map(([name, member]) => [
        storableText(name, maxText),
        isSecret(name) && member !== null ? REDACTED : storable(member, isSecret, depth + 1),
      ]),
  );
}
