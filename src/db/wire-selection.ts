import { compareKeys } from '../domain/wire-order';

/**
 * The selection of a statement whose rows leave as they are: names of the wire in the order of the wire.
 * @param columns name → expression
 */
export function wireSelection(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');
}
