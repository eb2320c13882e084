import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type LocalCommand, runLocal } from './run-local';

const run = (script: string, more: Partial<LocalCommand> = {}) =>
  runLocal({
    argv: ['/bin/sh', '-c', script],
    env: { NAME: 'value' },
    cwd: tmpdir(),
    deadlineMs: 600_000,
    maxOutputBytes: 1000,
    ...more,
  });

describe('a program of this machine', () => {
  it('gets its words and variables, and no others', async () => {
    const { code, stdout, stderr } = await run('echo "$NAME:$HOME"; echo no >&2; exit 3', {
      argv: ['/bin/sh', '-c', 'echo "$NAME:$HOME:$1"; echo no >&2; exit 3', 'sh', '$(id)'],
    });
    expect([code, stdout.toString(), stderr]).toEqual([3, 'value::$(id)\n', 'no\n']);
  });

  it('is ended with what it started when it prints too much, takes too long or is not wanted', async () => {
    expect(await run('while :; do echo line; done')).toMatchObject({ code: null, endedBy: 'output' });
    expect(await run('sleep 600 & wait', { deadlineMs: 1 })).toMatchObject({ endedBy: 'deadline' });
    const signal = AbortSignal.abort();
    expect(await run('sleep 600 & wait', { signal })).toMatchObject({ endedBy: 'signal' });
  });

  it('that there is not rejects', async () => {
    await expect(run('', { argv: ['/nowhere/git'] })).rejects.toThrow(/ENOENT/);
  });
});
