/** One word of a POSIX shell, for a line that a user copies. Nothing here runs one. */
export function shellWord(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
