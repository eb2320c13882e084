/** Knuth–Morris–Pratt: for each position, the length of the longest proper prefix that ends there. */
function failureTable(word: string): Uint32Array {
  const table = new Uint32Array(word.length);
  let matched = 0;
  for (let i = 1; i < word.length; i++) {
    while (matched > 0 && word[i] !== word[matched]) matched = table[matched - 1] ?? 0;
    if (word[i] === word[matched]) matched++;
    table[i] = matched;
  }
  return table;
}

/**
 * Answers how many characters at the end of a text could be the beginning of `word`. Linear in the length of the word,
 * so a hostile output cannot make it slow.
 */
export function prefixTail(word: string): (text: string) => number {
  const table = failureTable(word);
  return (text) => {
    let matched = 0;
    for (let i = Math.max(0, text.length - word.length + 1); i < text.length; i++) {
      while (matched > 0 && text[i] !== word[matched]) matched = table[matched - 1] ?? 0;
      if (text[i] === word[matched]) matched++;
    }
    return matched;
  };
}
