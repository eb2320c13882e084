import { REDACTED } from '../../domain/secret';

/** One changed field, ready to be read. */
export type DiffLine =
  | { kind: 'secret'; field: string }
  | { kind: 'list'; field: string; added: string[]; removed: string[] }
  | { kind: 'value'; field: string; from: string | null; to: string | null };

/** The differences of a row of the trail: field → before and after. */
export type Diff = Readonly<Record<string, { from?: unknown; to?: unknown }>>;

/** The lines of a diff: for lists what was added and removed, for secrets only that they changed, else both values. */
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

/** Objects by their members instead of braces: `abilities: read, deploy · project: …`. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${shown(member)}`)
    .join(' · ');
}

/** The title of a field: `is_two_factor_required` is `Is two factor required`. */
export function fieldTitle(field: string): string {
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
