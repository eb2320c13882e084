/** A text that interpolation leaves as it is. */
export function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** Without what says nothing: null, empty lists and maps. Texts of all levels are escaped where they are not yet. */
export function compact(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Texts of a value escaped, keys left as they are. */
export function deepEscaped(value: unknown): unknown {
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return value.map(deepEscaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepEscaped(item)]));
}
