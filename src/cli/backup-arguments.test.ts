import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseBackup, parseRestore } from './backup-arguments';

const folder = mkdtempSync(join(tmpdir(), 'gantry-arguments-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const name = join(folder, String(Math.random()));
  writeFileSync(name, text);
  return name;
}

it('takes recipients or a passphrase', () => {
  expect(parseBackup(['--out', 'f', '--recipient', 'age1a', '--recipient', 'age1b'])).toEqual({
    file: 'f',
    lock: { recipients: ['age1a', 'age1b'] },
  });
  const { lock } = parseBackup(['--out', 'f', '--passphrase-file', file('long enough it is\nno\n')]);
  expect('passphrase' in lock && lock.passphrase.reveal()).toBe('long enough it is');
});

it('takes the identities of a file that age-keygen wrote', () => {
  const identity = file('# public key: age1a\nAGE-SECRET-KEY-1A\n\nAGE-SECRET-KEY-1B\n');
  const { key, overwrites } = parseRestore(['--in', 'f', '--identity', identity]);
  expect('identities' in key && key.identities.map((each) => each.reveal())).toEqual([
    'AGE-SECRET-KEY-1A',
    'AGE-SECRET-KEY-1B',
  ]);
  expect(overwrites).toBe(false);
});

it.each([
  [['--recipient', 'age1a'], '--out'],
  [['--out', 'f'], '--recipient'],
  [['--out', 'f', '--recipient', 'age1a', '--passphrase-file', 'p'], 'Use either'],
  [['--out', 'f', '--passphrase-file', '/nowhere'], '/nowhere cannot be read'],
  [['--out', 'f', '--passphrase-file', file('short')], 'at least 12'],
  [['--out', 'f', '--passphrase-file', file('')], 'is empty'],
  [['--out', 'f', 'g', '--recipient', 'age1a'], "'g'"],
])('names what is wrong in backup %j', (args, reason) => {
  expect(() => parseBackup(args)).toThrow(reason);
});

it.each([
  [['--identity', 'i'], '--in'],
  [['--in', 'f'], '--identity'],
  [['--in', 'f', '--identity', 'i', '--passphrase-file', 'p'], 'Use either'],
  [['--in', 'f', '--identity', file('ssh-ed25519 AAAA')], 'contains no identity'],
  [['--in', 'f', '--what'], '--what'],
])('names what is wrong in restore %j', (args, reason) => {
  expect(() => parseRestore(args)).toThrow(reason);
});
