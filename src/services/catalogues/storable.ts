/**
 * Plain data as PostgreSQL takes it, in text and jsonb alike: without NUL, and with U+FFFD for half a surrogate pair
 * (PostgreSQL, 8.14: JSON Types). What strangers wrote may have both.
 */
export function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_key, member: unknown) => clean(member)));
}

function clean(member: unknown): unknown {
  if (typeof member === 'string') return cleanText(member);
  if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
  return Object.fromEntries(Object.entries(member).map(([key, value]) => [cleanText(key), value]));
}

function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
