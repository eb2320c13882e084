import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { commandTitle, remoteCommand } from './remote-command';

const secret = new Secret('tops3cret');

describe.each([['sh'], ['bash'], ['busybox', 'sh']])('the shell %s %s', (program = '', ...args) => {
  it('runs nothing when the input ends before its mark', () => {
    const command = {
      argv: ['sh', '-c', 'echo "$A"; cat'] as const,
      env: { A: 'x' },
      stdin: 'y',
      deadlineMs: 1,
    };
    const { line, stdin } = remoteCommand(command, false);
    const run = (length: number) => {
      const input = stdin.subarray(0, length);
      const { status, stdout, stderr } = spawnSync(program, [...args, '-c', line], {
        input,
        encoding: 'utf8',
      });
      return { status, stdout, isExplained: stderr.includes('nothing was run') };
    };
    const preamble = stdin.length - 1;
    for (const length of [0, 5, preamble - 20, preamble - 1])
      expect(run(length)).toEqual({ status: 125, stdout: '', isExplained: true });
    expect(run(stdin.length)).toEqual({ status: 0, stdout: 'x\ny', isExplained: false });
  });
});

describe('remote commands', () => {
  it('carry environment and input on standard input, never in the line', () => {
    const { line, stdin, mark } = remoteCommand(
      { argv: ['docker', 'login'], env: { TOKEN: secret, PLAIN: 'value' }, stdin: secret, deadlineMs: 1 },
      true,
    );
    expect(line).not.toMatch(/tops3cret|TOKEN|PLAIN/);
    expect(line).toMatch(/^exec 'sudo' '-n' '--' 'sh' '-c' /);
    expect(stdin.toString()).toBe(`export TOKEN='tops3cret'\nexport PLAIN='value'\n${mark}\ntops3cret`);
  });

  it('hand over the forwarded agent only where there is one', () => {
    const command = { argv: ['git', 'fetch'] as [string, string], deadlineMs: 1 };
    expect(remoteCommand(command, false).line).not.toContain('"$SSH_AUTH_SOCK" ');
    expect(remoteCommand(command, false, true).line).toMatch(/ "\$SSH_AUTH_SOCK" 'git' 'fetch'$/);
  });

  it('are named by their first words, a script by its name', () => {
    expect(commandTitle({ argv: ['docker', 'compose', 'up', '-d'], deadlineMs: 1 })).toBe(
      'docker compose up',
    );
    expect(commandTitle({ argv: ['sh', '-c', 'set -e\nlong', 'write-file', 'x'], deadlineMs: 1 })).toBe(
      'write-file',
    );
    expect(commandTitle({ argv: ['x'.repeat(200)], deadlineMs: 1 })).toHaveLength(80);
  });

  it('have a program and an absolute folder', () => {
    for (const argv of [[''], ['-c']] as [string][]) {
      expect(() => remoteCommand({ argv, deadlineMs: 1 }, false)).toThrow(/program/);
    }
    expect(() => remoteCommand({ argv: ['ls'], cwd: 'relative', deadlineMs: 1 }, false)).toThrow(/absolute/);
  });
});
