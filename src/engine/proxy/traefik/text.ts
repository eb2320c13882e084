/**
 * Write a file for Traefik: JSON on one line, which is YAML as well. Traefik first runs each file of its file provider
 * as a Go template, and `{{` in a value would be executed: braces in values are escaped, and two braces of the JSON
 * itself are never adjacent. Characters that YAML does not accept are escaped, too: one bad file would keep all others
 * from being loaded.
 */
export function fileText(configuration: object): string {
  const json = JSON.stringify(configuration);
  return `${json.replace(/"(?:[^"\\]|\\.)*"/g, (text) => text.replace(special, escaped))}\n`;
}

/** A JSON escape, or a character to write as one. */
const special = /\\(?:u[0-9a-f]{4}|.)|[{}\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(part: string): string {
  // Half a surrogate pair, which YAML cannot express.
  if (part.startsWith('\\ud')) return '\\ufffd';
  return part.startsWith('\\') ? part : `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
