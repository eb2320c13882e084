/**
 * The text of a file for Traefik: JSON on one line, which is YAML as well. Traefik reads each file of its file provider
 * as a Go template first, and `{{` in a value would be run: no value holds a brace as such, and no two of JSON's own
 * stand side by side. What YAML does not take as it is, is escaped, too: one bad file would keep all others from being
 * loaded.
 */
export function fileText(configuration: object): string {
  const json = JSON.stringify(configuration);
  return `${json.replace(/"(?:[^"\\]|\\.)*"/g, (text) => text.replace(special, escaped))}\n`;
}

/** An escape of JSON, or a character that is written as one. */
const special = /\\(?:u[0-9a-f]{4}|.)|[{}\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(part: string): string {
  // Half a surrogate pair, which YAML has no spelling of.
  if (part.startsWith('\\ud')) return '\\ufffd';
  return part.startsWith('\\') ? part : `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
