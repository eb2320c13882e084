/** Split a command as a shell does: quotes and backslashes, nothing else. null: a quote is not closed. */
export function shellWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let index = 0;
  const add = (part: string): void => {
    word = (word ?? '') + part;
  };
  while (index < text.length) {
    const character = text[index] ?? '';
    if (character === "'") {
      const end = text.indexOf("'", index + 1);
      if (end === -1) return null;
      add(text.slice(index + 1, end));
      index = end + 1;
    } else if (character === '"') {
      const quoted = doubleQuoted(text, index + 1);
      if (quoted === null) return null;
      add(quoted.text);
      index = quoted.end;
    } else if (character === '\\') {
      // A backslash at the end of a line joins the lines.
      if (text[index + 1] !== '\n') add(text[index + 1] ?? '');
      index += 2;
    } else if (/[ \t\r\n]/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
      index++;
    } else {
      add(character);
      index++;
    }
  }
  if (word !== null) words.push(word);
  return words;
}

/** Read up to the closing quote, and return the offset after it. */
function doubleQuoted(text: string, start: number): { text: string; end: number } | null {
  let result = '';
  for (let index = start; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '"') return { text: result, end: index + 1 };
    if (character === '\\') {
      const next = text[++index];
      if (next === undefined) return null;
      if (next === '\n') continue;
      result += '"\\$`'.includes(next) ? next : `\\${next}`;
    } else result += character;
  }
  return null;
}
