import type { Comparable } from './comparable';

/** A value that is not the same; null: it is not set. */
export interface Difference {
  service: string;
  field: string;
  compose: string | null;
  gantry: string | null;
}

export function differencesBetween(service: string, compose: Comparable, gantry: Comparable): Difference[] {
  const fields = [...new Set([...compose.keys(), ...gantry.keys()])].sort();
  return fields
    .map((field) => ({
      service,
      field,
      compose: compose.get(field) ?? null,
      gantry: gantry.get(field) ?? null,
    }))
    .filter((difference) => difference.compose !== difference.gantry);
}
