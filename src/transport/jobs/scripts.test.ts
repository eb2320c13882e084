// The scripts of a job, run on this machine with every supported shell.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { environmentScript } from '../command/shell';
import { runScript } from './run-script.testing';
import { FOLLOW, KILL, REMOVE, START, SUPERVISOR } from './scripts';

const folder = mkdtempSync(join(tmpdir(), 'gantry-jobs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shells = ['dash', 'bash', 'busybox'];
const CAP = 300_000;

/** Make a PATH on which `sh` and every tool are this shell's, or the machine's own. */
function toolsOf(shell: string): string {
  const path = join(folder, `bin-${shell}`);
  mkdirSync(path);
  if (shell === 'busybox') execFileSync('busybox', ['--install', '-s', path]);
  else execFileSync('ln', ['-s', execFileSync('which', [shell]).toString().trim(), join(path, 'sh')]);
  return shell === 'busybox' ? path : `${path}:${process.env.PATH}`;
}

/** Find processes whose command line ends like this. */
const running = (commandLine: string) => spawnSync('pgrep', ['-f', `${commandLine}$`]).stdout.toString();

// These mostly wait: together they take no longer than the slowest.
describe.concurrent.each(shells)('under %s', { timeout: 60_000 }, (shell) => {
  let path = '';
  let count = 0;
  /** Makes the seconds of a `sleep` unique to this shell, so that its processes can be told apart. */
  const own = String(shells.indexOf(shell) + 1);
  const base = join(folder, shell);
  beforeAll(() => {
    path = toolsOf(shell);
  });

  const nextName = () => `job-${count++}`;
  const file = (name: string, part: string) => join(base, name, part);
  const run = (script: string, args: readonly string[], input = '') =>
    runScript([script, 'gantry-job', base, ...args], { ...process.env, PATH: path }, input);

  interface Job {
    env?: Record<string, string | Secret>;
    stdin?: string;
    cwd?: string;
    deadline?: number;
    mark?: string;
    supervisor?: string;
  }

  function startArgs(name: string, argv: readonly string[], job: Job): { args: string[]; input: string } {
    const { mark = 'mark', stdin = '', deadline = 60, cwd = '', supervisor = SUPERVISOR } = job;
    const args = [name, mark, String(Buffer.byteLength(stdin)), String(deadline), String(CAP), cwd, ...argv];
    return { args, input: `${supervisor}\n${mark}\n${environmentScript(job.env ?? {})}${mark}\n${stdin}` };
  }

  async function start(name: string, argv: readonly string[], job: Job = {}): Promise<void> {
    const { args, input } = startArgs(name, argv, job);
    const { status, stderr } = await run(START, args, input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }

  async function follow(name: string, offset = 0, ticks = 100, bytes = 1_000_000) {
    const { stdout, stderr } = await run(FOLLOW, [name, String(offset), String(ticks), String(bytes)]);
    return { output: stdout, line: stderr };
  }

  it('runs a command with environment, input and folder, and leaves nothing secret behind', async () => {
    const name = nextName();
    const script = 'printf "%s|" "$A"; cat; pwd; umask; echo err >&2; exit 3';
    await start(name, ['sh', '-c', script], {
      env: { A: new Secret("it's\n$x ") },
      stdin: 'in\n',
      cwd: '/usr',
    });
    expect(await follow(name)).toEqual({
      output: Buffer.from("it's\n$x |in\n/usr\n0022\nerr\n"),
      line: 'gantry-job ended exit 3 0\n',
    });
    expect(execFileSync('ls', [file(name, '')]).toString()).not.toMatch(/env|stdin|pipe/);
    expect(statSync(file(name, 'out')).mode & 0o777).toBe(0o600);
  });

  it('hands over any value', async () => {
    const value = fc
      .string({ unit: 'binary' })
      .map((text) => Buffer.from(text.replaceAll('\0', '')).toString());
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 40, maxLength: 60 }), async (values) => {
        const env = Object.fromEntries(values.map((text, index) => [`GANTRY_TEST_${index}`, text]));
        const name = nextName();
        await start(name, ['cat', '/proc/self/environ'], { env });
        const seen = (await follow(name)).output.toString().split('\0');
        expect(seen).toEqual(
          expect.arrayContaining(Object.entries(env).map(([key, text]) => `${key}=${text}`)),
        );
      }),
      { numRuns: 3 },
    );
  });

  it('runs once, however many start it at the same time', async () => {
    const name = nextName();
    const marker = join(folder, `${shell}-runs`);
    const starts = Array.from({ length: 6 }, (_, index) => {
      const { args, input } = startArgs(name, ['sh', '-c', `echo run >>${marker}`], { mark: `m${index}` });
      return run(START, args, input);
    });
    expect((await Promise.all(starts)).map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await follow(name)).line).toBe('gantry-job ended exit 0 0\n');
    await start(name, ['sh', '-c', `echo again >>${marker}`]);
    expect(readFileSync(marker, 'utf8')).toBe('run\n');
  });

  it('resumes the output at a byte and gives it in portions', async () => {
    const name = nextName();
    await start(name, ['sh', '-c', 'printf 0123456789']);
    expect(await follow(name, 4)).toEqual({
      output: Buffer.from('456789'),
      line: 'gantry-job ended exit 0 0\n',
    });
    expect(await follow(name, 2, 100, 3)).toEqual({
      output: Buffer.from('234'),
      line: 'gantry-job running\n',
    });
    expect((await follow(name, 10)).output).toHaveLength(0);
  });

  it('keeps output up to the cap and counts the rest', async () => {
    const name = nextName();
    const bytes = CAP + 9_000_000;
    await start(name, ['sh', '-c', `head -c ${bytes} /dev/zero`]);
    const { output, line } = await follow(name, 0, 100, 2 * bytes);
    const kept = statSync(file(name, 'out')).size;
    const dropped = Number(/^gantry-job ended exit 0 (\d+)\n$/.exec(line)?.[1]);
    expect(output).toHaveLength(kept);
    expect(kept).toBeGreaterThanOrEqual(CAP);
    expect(Math.abs(kept + dropped - bytes)).toBeLessThan(4096);
  });

  it('stops the whole group: TERM, then KILL', async ({ expect }) => {
    const polite = nextName();
    await start(polite, ['sh', '-c', `sleep 300${own} & sleep 300${own}`]);
    await run(KILL, [polite, '5']);
    expect((await follow(polite)).line).toBe('gantry-job ended killed 143 0\n');

    const stubborn = nextName();
    await start(stubborn, ['sh', '-c', `trap '' TERM; sleep 301${own} & sleep 301${own}; sleep 301${own}`]);
    await run(KILL, [stubborn, '1']);
    expect((await follow(stubborn)).line).toMatch(/^gantry-job ended killed \d+ 0\n$/);
    await expect.poll(() => running(`sleep 30[01]${own}`), { timeout: 10_000 }).toBe('');
  });

  it('ends a command that is too late', async () => {
    const name = nextName();
    await start(name, ['sleep', '302'], { deadline: 1 });
    expect((await follow(name)).line).toBe('gantry-job ended late 143 0\n');
  });

  it('leaves no watcher behind', async ({ expect }) => {
    const name = nextName();
    await start(name, ['true'], { deadline: Number(`4321${own}`) });
    await follow(name);
    await expect.poll(() => running(`sleep 4321${own}`), { timeout: 10_000 }).toBe('');
  });

  it('says what became of a job without a status', async ({ expect }) => {
    expect((await follow('never')).line).toBe('gantry-job missing\n');

    const orphan = nextName();
    await start(orphan, ['sleep', `303${own}`]);
    const [pid = '', started] = readFileSync(file(orphan, 'pid'), 'utf8').trim().split(' ');
    process.kill(Number(pid), 'SIGKILL');
    expect((await follow(orphan)).line).toBe('gantry-job gone\n');
    // A command that was starting when the supervisor died notices that and exits.
    await expect.poll(() => running(`sleep 303${own}`), { timeout: 10_000 }).toBe('');

    writeFileSync(file(orphan, 'pid'), `${pid} ${started} 00000000-0000-0000-0000-000000000000\n`);
    expect((await follow(orphan)).line).toBe('gantry-job rebooted\n');
  });

  it('leaves no caller waiting when the supervisor dies between starting one child and the other', async ({
    expect,
  }) => {
    const command = '\nsetsid sh "$0" command';
    expect(SUPERVISOR).toContain(command);
    const name = nextName();
    const supervisor = SUPERVISOR.replace(command, () => `\nkill -9 $$${command}`);
    await start(name, ['sleep', `305${own}`], { supervisor });
    expect((await follow(name)).line).toBe('gantry-job gone\n');
    await expect.poll(() => running(`sleep 305${own}`), { timeout: 10_000 }).toBe('');
  });

  it('never touches a process that merely has the number', async () => {
    const name = nextName();
    await start(name, ['true']);
    await follow(name);
    const bystander = spawn('sleep', ['304'], { detached: true });
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    writeFileSync(file(name, 'group'), `${bystander.pid} 1 ${boot}\n`);
    rmSync(file(name, 'status'));
    await run(KILL, [name, '0']);
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    expect(bystander.kill('SIGKILL')).toBe(true);
  });

  it('does not start from input that was cut off', async () => {
    const name = nextName();
    const { args, input } = startArgs(name, ['true'], { stdin: 'whole input' });
    expect((await run(START, args, input.slice(0, -3))).status).toBe(1);
    expect((await run(START, args, input.slice(0, 500))).status).toBe(1);
    expect(existsSync(file(name, 'pid'))).toBe(false);
  });

  it('removes its files', async () => {
    const name = nextName();
    await start(name, ['true']);
    await follow(name);
    await run(REMOVE, [name]);
    expect(existsSync(file(name, ''))).toBe(false);
    expect((await run(KILL, [name, '0'])).status).toBe(0);
  });

  it('reports a folder that cannot be entered and a program that is not there', async () => {
    const [folderless, programless] = [nextName(), nextName()];
    await start(folderless, ['true'], { cwd: '/nowhere' });
    expect((await follow(folderless)).line).toBe('gantry-job ended exit 126 0\n');
    await start(programless, ['/nowhere/program']);
    expect((await follow(programless)).line).toBe('gantry-job ended exit 127 0\n');
  });
});

it('says so when the folder of jobs cannot be made', async () => {
  const taken = join(folder, 'file');
  writeFileSync(taken, '');
  const args = [START, 'gantry-job', taken, 'name', 'mark', '0', '1', '1', '', 'true'];
  const { status, stderr } = await runScript(args, process.env, '');
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/mkdir/);
});
