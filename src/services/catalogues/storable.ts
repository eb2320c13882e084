/**
 * Plain data that PostgreSQL accepts in text and jsonb alike: without NUL, and with U+FFFD for a lone surrogate
 * (PostgreSQL, 8.14: JSON Types). Third-party text may contain both.
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
