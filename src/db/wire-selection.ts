import { compareKeys } from '../domain/wire-order';

/**
 * Write the selection of a statement whose rows are sent unchanged: wire names in wire order.
 * @param columns name → expression
 */
export function wireSelection(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');
}
