/** Colours, which stand between the letters of what people search for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const colors = /\u001b\[[0-9;:]*m/g;

/**
 * Which lines hold this text, whatever its case. Plain text and no expression: what it takes grows with the length of
 * the line alone, whoever wrote the text.
 */
export function lineMatcher(search: string | null): (text: string) => boolean {
  if (search === null || search === '') return () => true;
  const wanted = search.toLowerCase();
  return (text) => text.replace(colors, '').toLowerCase().includes(wanted);
}
