import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatEnvFile, parseEnvFile } from './env-file';

test('the spellings people write', () => {
  const text = `# database
DATABASE_URL=postgres://app:pa$$word@db/app # note
export PORT = 3000
EMPTY=
QUOTED="a \\"b\\"\\nc" # kept apart
RAW='$HOME \\n'
KEY="-----BEGIN
line two"
PORT=8080
`;
  expect(parseEnvFile(text)).toEqual({
    entries: [
      { key: 'DATABASE_URL', value: 'postgres://app:pa$$word@db/app' },
      { key: 'PORT', value: '8080' },
      { key: 'EMPTY', value: '' },
      { key: 'QUOTED', value: 'a "b"\nc' },
      { key: 'RAW', value: '$HOME \\n' },
      { key: 'KEY', value: '-----BEGIN\nline two' },
    ],
  });
});

test.each([
  ['A=1\nnonsense\n', 2, 'Expected KEY=value.'],
  ['A="1\n2"\n\n1B=2', 4, 'Must start with a letter'],
  ['A="1', 1, 'The closing quote is missing.'],
  ['A="1" 2', 1, 'Remove the text after the closing quote'],
])('%j is refused on line %i', (text, line, problem) => {
  expect(parseEnvFile(text)).toEqual({ line, problem: expect.stringContaining(problem) });
});

test('what is written reads back as it was', () => {
  const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.]{0,20}$/);
  const value = fc.string({ unit: 'binary', maxLength: 60 });
  const entries = fc.uniqueArray(fc.record({ key, value }), { selector: (entry) => entry.key, maxLength: 8 });
  fc.assert(
    fc.property(entries, (given) => {
      expect(parseEnvFile(formatEnvFile(given))).toEqual({ entries: given });
    }),
  );
});
