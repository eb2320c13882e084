import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Words that docs/style.md replaces. */
const words =
  /(?<![\w./-])(?:nobody|somebody|whoever|everybody|anybody|anew|mend(?:s|ed|ing)?|stands (?:in|here|there|for|beside))(?!\w)/i;

/** Text that is data and not language: a whole string of one word, and a mail address. */
const data = /(['"`])\w+\1|[\w-]+@[\w.-]+/g;

function offences(path: string, name: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      words.test(line.replaceAll(data, '')) ? [`${name}:${index + 1} ${line.trim()}`] : [],
    );
}

describe.each([
  'api',
  'auth',
  'cli',
  'db',
  'domain',
  'engine',
  'catalogue',
  'http',
  'lib',
  'queue',
  'services',
  'transport',
  'ui',
  'worker',
])('src/%s', (folder) => {
  it('uses the words of docs/style.md', () => {
    const root = new URL(`${folder}/`, import.meta.url).pathname;
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.(?:tsx?|css|md)$/.test(name) && !name.startsWith('generated/'),
    );
    expect(names.flatMap((name) => offences(`${root}${name}`, name))).toEqual([]);
  });
});
