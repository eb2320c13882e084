/** Escape sequences for colours, which may appear within a searched text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const colors = /\u001b\[[0-9;:]*m/g;

/**
 * Return a case-insensitive test for lines that contain this text. Plain text, not a regular expression: the cost
 * depends only on the length of the line.
 */
export function lineMatcher(search: string | null): (text: string) => boolean {
  if (search === null || search === '') return () => true;
  const wanted = search.toLowerCase();
  return (text) => text.replace(colors, '').toLowerCase().includes(wanted);
}
