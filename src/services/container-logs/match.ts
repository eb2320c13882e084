/** Escape sequences for colours, which may be in the middle of a searched text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const colors = /\u001b\[[0-9;:]*m/g;

/**
 * Return a test for lines that contain this text, whatever its case. Plain text and no expression: the cost grows with
 * the length of the line alone, whatever the text.
 */
export function lineMatcher(search: string | null): (text: string) => boolean {
  if (search === null || search === '') return () => true;
  const wanted = search.toLowerCase();
  return (text) => text.replace(colors, '').toLowerCase().includes(wanted);
}
