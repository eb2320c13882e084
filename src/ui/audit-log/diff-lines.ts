import { REDACTED } from '../../domain/secret';

/** One changed field, formatted for display. */
export type DiffLine =
  | { kind: 'secret'; field: string }
  | { kind: 'list'; field: string; added: string[]; removed: string[] }
  | { kind: 'value'; field: string; from: string | null; to: string | null };

/** Differences of an audit log entry: the values before and after, by field. */
export type Diff = Readonly<Record<string, { from?: unknown; to?: unknown }>>;

/** Format a diff: added and removed items for lists, only the fact of a change for secrets, else both values. */
export function diffLines(diff: Diff): DiffLine[] {
  return Object.entries(diff).map(([field, { from, to }]) => {
    if (from === REDACTED || to === REDACTED) return { kind: 'secret', field };
    if (Array.isArray(from) && Array.isArray(to)) {
      const before = from.map(shown);
      const after = to.map(shown);
      return {
        kind: 'list',
        field,
        added: after.filter((each) => !before.includes(each)),
        removed: before.filter((each) => !after.includes(each)),
      };
    }
    return { kind: 'value', field, from: shownOrNothing(from), to: shownOrNothing(to) };
  });
}

function shownOrNothing(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : shown(value);
}

/** Format a value. Objects are written without braces: `abilities: read, deploy · project: …`. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${shown(member)}`)
    .join(' · ');
}

/** Title of a field: `is_two_factor_required` is `Is two factor required`. */
export function fieldTitle(field: string): string {
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
