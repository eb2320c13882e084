import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { commandLine, environmentScript, quoteWord } from './shell';

/** Text of every kind a word may contain: shell syntax, controls, any Unicode; never NUL. */
const word = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~ \t\n\r-=%\u0001\u007f\u00c1\u0081\u20ac'),
    }),
  )
  .map((text) => text.replaceAll('\0', ''));

/** Get the words that `sh` passes to a program for this line, each ended by NUL. */
function wordsSeenBySh(line: string, shell: readonly [string, ...string[]]): string[] {
  const [file, ...args] = shell;
  const output = execFileSync(file, [...args, '-c', `printf '%s\\0' ${line}`]);
  return output.toString('utf8').split('\0').slice(0, -1);
}

/** Replace lone surrogates by the replacement character, as UTF-8 does. */
const wellFormed = (text: string) => Buffer.from(text).toString();

const shells: { shell: [string, ...string[]] }[] = [
  { shell: ['/bin/sh'] },
  { shell: ['bash'] },
  { shell: ['busybox', 'sh'] },
];

describe.each(shells)('quoting, read back by $shell', ({ shell }) => {
  it('hands over any words unchanged', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const texts = words.map(wellFormed);
        expect(wordsSeenBySh(commandLine(texts), shell)).toEqual(texts);
      }),
      { numRuns: 50 },
    );
  });

  it('hands over every byte but NUL', () => {
    const everyChar = Array.from({ length: 0x24f }, (_, index) => String.fromCharCode(index + 1)).join('');
    expect(wordsSeenBySh(quoteWord(everyChar), shell)).toEqual([everyChar]);
  });

  it('exports any value unchanged', () => {
    const [file, ...args] = shell;
    fc.assert(
      fc.property(word, (text) => {
        const value = wellFormed(text);
        const script = `${environmentScript({ GANTRY_TEST: new Secret(value) })}exec printenv GANTRY_TEST`;
        const output = execFileSync(file, [...args, '-c', script]);
        expect(output.toString('utf8')).toBe(`${value}\n`);
      }),
      { numRuns: 30 },
    );
  });
});

describe('refusals', () => {
  it('refuses NUL', () => {
    expect(() => quoteWord('a\0b')).toThrow(AppError);
    expect(() => environmentScript({ A: 'a\0b' })).toThrow(AppError);
  });

  it('refuses what no shell can export', () => {
    for (const name of ['spring.datasource.url', 'A B', 'A;id', '1A', '.a', 'a-b', 'A=1', '', 'A\nB']) {
      expect(() => environmentScript({ [name]: 'x' })).toThrow(/cannot carry/);
    }
  });

  it('refuses a line above what execve accepts', () => {
    expect(() => commandLine(['x'.repeat(131_072)])).toThrow(/too long/);
    expect(commandLine(['x'.repeat(131_000)])).toHaveLength(131_002);
  });
});
