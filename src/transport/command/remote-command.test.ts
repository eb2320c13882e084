import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { commandTitle, type RemoteCommand, remoteCommand } from './remote-command';

const secret = new Secret('tops3cret');
const home = mkdtempSync(join(tmpdir(), 'gantry-login-'));
afterAll(() => rmSync(home, { recursive: true }));

/** bash reads .bashrc for a command when it detects that sshd started it. */
const underSshd = {
  NODE_ENV: 'test' as const,
  PATH: process.env.PATH ?? '',
  SSH_CLIENT: '192.0.2.1 50000 22',
};

/** Run the line in a login shell, with the first bytes of the input. */
function runIn(
  shell: readonly string[],
  { line, stdin }: RemoteCommand,
  options: { length?: number; env?: Record<string, string> } = {},
) {
  const [program = '', ...args] = shell;
  const input = stdin.subarray(0, options.length ?? stdin.length);
  const env = { ...underSshd, HOME: '/nonexistent', ...options.env };
  const { status, stdout, stderr } = spawnSync(program, [...args, '-c', line], { input, env });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

const posixShells = [['dash'], ['bash'], ['busybox', 'sh']];

describe.each([...posixShells, ['tcsh'], ['fish']])('the login shell %s %s', (...words) => {
  const shell = words.filter((word) => word !== undefined);

  it('runs any argument, variable and input byte for byte, behind the marks', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).map((value) => value.replaceAll('\0', ''));
    fc.assert(
      fc.property(text, text, text, (argument, value, input) => {
        const argv = ['sh', '-c', 'printf "%s|%s|" "$1" "$VALUE"; cat; exit 7', 'x', argument] as const;
        const remote = remoteCommand({ argv, env: { VALUE: value }, stdin: input, deadlineMs: 1 }, false);
        const { status, stdout, stderr } = runIn(shell, remote);
        const expected = Buffer.from(`${argument}|${value}|${input}`).toString();
        expect([status, stdout]).toEqual([7, `${remote.mark}\n${expected}`]);
        expect(stderr).toMatch(new RegExp(`^${remote.mark} \\d+\\n$`));
      }),
      { numRuns: 15 },
    );
  });

  it('becomes the command, whose process id it says', () => {
    const remote = remoteCommand({ argv: ['sh', '-c', 'echo "$$"'], deadlineMs: 1 }, false);
    const { stdout, stderr } = runIn(shell, remote);
    expect(stderr.split(' ')[1]).toBe(stdout.split('\n').slice(1).join('\n'));
  });

  it('hands the forwarded agent over', () => {
    const remote = remoteCommand({ argv: ['sh', '-c', 'echo "$SSH_AUTH_SOCK"'], deadlineMs: 1 }, false, true);
    const { stdout } = runIn(shell, remote, { env: { SSH_AUTH_SOCK: '/tmp/ssh-x y/agent.1' } });
    expect(stdout).toBe(`${remote.mark}\n/tmp/ssh-x y/agent.1\n`);
  });

  it('runs nothing when the input ends before its mark', () => {
    const command = {
      argv: ['sh', '-c', 'echo "$A"; cat'] as const,
      env: { A: 'x\n\ny' },
      stdin: 'input',
      deadlineMs: 1,
    };
    const remote = remoteCommand(command, false);
    const whole = remote.stdin.length - 'input'.length;
    for (const length of [0, 1, 20, 40, whole - 30, whole - 2, whole - 1]) {
      const { status, stdout, stderr } = runIn(shell, remote, { length });
      expect([length, status, stdout]).toEqual([length, 125, `${remote.mark}\n`]);
      expect(stderr).toContain('so it was not run');
    }
    expect(runIn(shell, remote, { length: whole }).stdout).toBe(`${remote.mark}\nx\n\ny\n`);
  });

  it('runs nothing when a login file took some of the input', () => {
    const remote = remoteCommand({ argv: ['echo', 'ran'], deadlineMs: 1 }, false);
    for (const taken of [1, remote.stdin.indexOf('\n') + 1, remote.stdin.length]) {
      const left = { ...remote, stdin: remote.stdin.subarray(taken) };
      expect(runIn(shell, left)).toMatchObject({ status: 125, stdout: `${remote.mark}\n` });
    }
  });
});

describe('login files that print', () => {
  mkdirSync(join(home, '.config/fish'), { recursive: true });
  const noise = 'echo welcome; echo trouble >&2; printf unfinished';
  // An echo of the line also contains its mark.
  writeFileSync(join(home, '.bashrc'), `set -xv\n${noise}\n`);
  writeFileSync(
    join(home, '.cshrc'),
    'echo welcome\nsh -c "echo trouble >&2"\nprintf unfinished\nset echo\nset verbose\n',
  );
  writeFileSync(join(home, '.config/fish/config.fish'), `${noise}\nset fish_trace 1\n`);

  it.each(['bash', 'tcsh', 'fish'])('%s are told from the output of the command', (shell) => {
    const command = { argv: ['sh', '-c', 'echo output; echo error >&2'] as const, deadlineMs: 1 };
    const remote = remoteCommand(command, false);
    const { status, stdout, stderr } = runIn([shell], remote, { env: { HOME: home } });
    const behind = (text: string) => text.split(remote.mark).map((part) => part.replace(/^ \d+/, ''));
    expect(stdout).toContain('welcome');
    expect(stderr).toContain('trouble');
    expect([status, behind(stdout).slice(1), behind(stderr).slice(1)]).toEqual([
      0,
      ['\noutput\n'],
      ['\nerror\n'],
    ]);
  });
});

describe('remote commands', () => {
  it('travel on standard input, and the line says nothing about them', () => {
    const command = {
      argv: ['docker', 'login', "it's"] as const,
      env: { TOKEN: secret, PLAIN: 'value' },
      cwd: '/srv/x y',
      stdin: secret,
      deadlineMs: 1,
    };
    const { line, stdin, mark } = remoteCommand(command, true);
    expect(line).not.toMatch(/tops3cret|TOKEN|PLAIN|docker|srv/);
    expect(line).toMatch(/^exec sudo -n -- sh -c '[^']*' gantry gantry-[0-9a-f]{24} ''$/);
    expect(line).not.toContain(mark);
    const [first, ...script] = stdin.toString().split('\n');
    expect([first, `${first}.`]).toEqual([line.split(' ').at(-2), mark]);
    expect(script).toEqual([
      'umask 022',
      "set -- 'docker' 'login' 'it'\\''s'",
      "export TOKEN='tops3cret'",
      "export PLAIN='value'",
      '[ -z "$_g_a" ] || export SSH_AUTH_SOCK="$_g_a"',
      "cd -- '/srv/x y' || exit 126",
      'exec "$@"',
      'exit 126',
      first,
      'tops3cret',
    ]);
  });

  it('begin with one short word that csh and fish leave alone', () => {
    const { line } = remoteCommand({ argv: ['true'], deadlineMs: 1 }, false);
    expect(line).not.toMatch(/[!\n]|\\[^n]/);
    expect(line.length).toBeLessThan(800); // csh reads words of up to 1 KB
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
