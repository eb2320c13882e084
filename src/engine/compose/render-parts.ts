/** Escape a text so that interpolation leaves it unchanged. */
export function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** Drop null, empty lists and empty maps. Texts at all levels are escaped unless they already are. */
export function compact(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Escape the texts of a value; keys stay unchanged. */
export function deepEscaped(value: unknown): unknown {
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return value.map(deepEscaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepEscaped(item)]));
}
