import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOT, SecretWords } from './secret-words';

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** List the end and length of the longest word at each position. */
function matches(words: readonly string[], text: string): [end: number, length: number][] {
  const found: [number, number][] = [];
  new SecretWords(words.map(bytes)).read(bytes(text), ROOT, (end, length) => found.push([end, length]));
  return found;
}

describe('words in a text', () => {
  it('are found wherever they end, the longest of them', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), text, (words, searched) => {
        const expected = Array.from({ length: searched.length }, (_, at): [number, number] => {
          const here = words.filter((each) => searched.slice(0, at + 1).endsWith(each));
          return [at + 1, Math.max(0, ...here.map((each) => each.length))];
        }).filter(([, length]) => length > 0);
        expect(matches(words, searched)).toEqual(expected);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  it('are found in time linear to text and words, whatever they are', () => {
    const repeated = Array.from({ length: 300 }, (_, length) => `${'a'.repeat(length * 5)}b`);
    const hostile: [words: string[], text: string][] = [
      [[`${'a'.repeat(50_000)}b`], 'a'.repeat(500_000)],
      [repeated, 'a'.repeat(500_000)],
      [repeated, `${'a'.repeat(1_000)}c`.repeat(500)],
      [['abcabcabd'], 'abcabc'.repeat(80_000)],
      [[`${'ab'.repeat(30_000)}c`, `${'ba'.repeat(30_000)}c`], 'ab'.repeat(250_000)],
    ];
    for (const [words, text] of hostile) {
      const searched = new SecretWords(words.map(bytes));
      searched.read(bytes(text), ROOT, () => undefined);
      const size = words.reduce((sum, word) => sum + word.length, text.length);
      expect(searched.followed).toBeLessThanOrEqual(size);
    }
  });
});
