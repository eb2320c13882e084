/** Convert a text to one without NUL and lone surrogates, which jsonb and text columns refuse. */
export function storableText(text: string, max: number): string {
  const clipped = text.length > max ? `${text.slice(0, max - 1)}…` : text;
  return clipped.replaceAll('\0', '\u{fffd}').toWellFormed();
}
