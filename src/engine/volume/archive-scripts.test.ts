import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkArchive, readArchive, writeArchive } from './archive-scripts';

const DEADLINE = 60_000;

let root: string;
let data: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'archive-'));
  data = join(root, 'it\'s "data" $HOME');
  file = join(root, 'backups', 'data.tar.gz');
  mkdirSync(join(data, 'sub'), { recursive: true });
  writeFileSync(join(data, 'a'), 'one');
  writeFileSync(join(data, '.hidden'), 'two', { mode: 0o600 });
  writeFileSync(join(data, 'sub', '-rf'), 'three');
  symlinkSync('/etc', join(data, 'link'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const of = () => ({ place: { kind: 'folder', path: data } as const, file });

/** Run the command as the machine does. */
function run({ argv }: ReturnType<typeof writeArchive>) {
  const [program, ...rest] = argv.map(String); // these contain no facts
  const { status, stderr } = spawnSync(program ?? '', rest, { encoding: 'utf8' });
  return { status, stderr };
}

describe('an archive', () => {
  it('holds everything as it was, and comes back as the whole', () => {
    expect(run(writeArchive(of(), true, DEADLINE))).toEqual({ status: 0, stderr: '' });
    expect(run(checkArchive(of(), DEADLINE)).status).toBe(0);
    rmSync(join(data, 'a'));
    writeFileSync(join(data, 'later'), 'x');
    writeFileSync(join(data, 'sub', '-rf'), 'changed');
    expect(run(readArchive(of(), DEADLINE))).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(data).sort()).toEqual(['.hidden', 'a', 'link', 'sub']);
    expect(readFileSync(join(data, 'sub', '-rf'), 'utf8')).toBe('three');
    expect(existsSync('/etc/passwd')).toBe(true);
    expect(execFileSync('stat', ['--format=%a', join(data, '.hidden')], { encoding: 'utf8' })).toBe('600\n');
  });

  it('is for root alone, and leaves no half of itself', () => {
    run(writeArchive(of(), false, DEADLINE));
    expect(execFileSync('stat', ['--format=%a', file], { encoding: 'utf8' })).toBe('600\n');
    expect(readdirSync(join(root, 'backups'))).toEqual(['data.tar.gz']);
  });

  it('is none of a place that is not there', () => {
    const missing = { place: { kind: 'folder', path: join(root, 'missing') } as const, file };
    const { status, stderr } = run(writeArchive(missing, true, DEADLINE));
    expect([status, stderr]).toEqual([1, expect.stringContaining('There is no folder')]);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('no archive')],
  ])('that is %s is damaged', (_, damage) => {
    run(writeArchive(of(), true, DEADLINE));
    writeFileSync(file, damage(readFileSync(file)));
    expect(run(checkArchive(of(), DEADLINE)).status).not.toBe(0);
  });
});
