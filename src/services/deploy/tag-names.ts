/**
 * Read a comma-separated list of tag names, without duplicates. Spaces around entries are allowed, and so are names
 * that contain commas themselves, if they are known.
 * @param withCommas known names that contain commas
 */
export function tagNames(text: string, withCommas: readonly string[]): string[] {
  const known = withCommas
    .map((name) => ({ name, parts: entriesOf(name) }))
    .sort((one, other) => other.parts.length - one.parts.length);
  const entries = entriesOf(text.toLowerCase());
  const names: string[] = [];
  for (let at = 0; at < entries.length; ) {
    const found = known.find(({ parts }) => parts.every((part, index) => entries[at + index] === part));
    names.push(found?.name ?? entries[at] ?? '');
    at += found?.parts.length ?? 1;
  }
  return [...new Set(names.filter((name) => name !== ''))];
}

function entriesOf(text: string): string[] {
  return text.split(',').map((entry) => entry.trim());
}
