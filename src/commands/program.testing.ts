import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../scripts/bundle.mjs';
import { shellWord } from './output/shell-word';

const root = join(import.meta.dirname, '..', '..');

interface Surroundings {
  /** Working directory. */
  folder: string;
  /** The whole environment, except where programs are found. */
  env: Readonly<Record<string, string>>;
}

/** For integration tests only: the program `gantry` as it is built, in separate processes. */
export class Program {
  readonly #running = new Set<RunningProgram>();

  private constructor(private readonly place: string) {}

  /** Bundle the program into a folder that looks like an installation. */
  static async build(): Promise<Program> {
    const place = await mkdtemp(join(tmpdir(), 'gantry-program-'));
    await bundle({ cli: 'src/cli.ts' }, join(place, 'dist'));
    await writeFile(join(place, 'package.json'), '{ "type": "module" }');
    for (const name of ['node_modules', 'prisma']) await symlink(join(root, name), join(place, name));
    await symlink(join(root, 'src', 'catalogue'), join(place, 'dist', 'catalogue'));
    // The doctor looks for a built console, which no command needs.
    await mkdir(join(place, '.next'));
    await writeFile(join(place, '.next', 'BUILD_ID'), 'test');
    return new Program(place);
  }

  /** Run the program between pipes, as a script does. */
  inPipe(args: readonly string[], surroundings: Surroundings): RunningProgram {
    return this.#start(this.#argv(args), surroundings);
  }

  /**
   * Run the program in a pseudo-terminal, as a user does: typed text is echoed where it would be, and standard output
   * and standard error are one stream.
   */
  inTerminal(args: readonly string[], { folder, env }: Surroundings): RunningProgram {
    const line = `exec ${this.#argv(args).map(shellWord).join(' ')}`;
    return this.#start(
      ['script', '--quiet', '--return', '--echo', 'always', '--command', line, '/dev/null'],
      {
        folder,
        env: { TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
      },
    );
  }

  /** End the programs that still run, and remove the bundle. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.end()));
    await rm(this.place, { recursive: true, force: true });
  }

  #argv(args: readonly string[]): [string, ...string[]] {
    return [process.execPath, join(this.place, 'dist', 'cli.js'), ...args];
  }

  #start([program, ...args]: [string, ...string[]], { folder, env }: Surroundings): RunningProgram {
    // Next's types require NODE_ENV in every environment; the program has no use for it.
    const all = { PATH: process.env.PATH, HOME: folder, ...env } as unknown as NodeJS.ProcessEnv;
    const running = new RunningProgram(spawn(program, args, { cwd: folder, env: all, stdio: 'pipe' }));
    this.#running.add(running);
    return running;
  }
}

/** A running program, with its output and its end. */
export class RunningProgram {
  out = '';
  err = '';
  /** The exit code, null if a signal ended the program, and the whole output. */
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
  #hasEnded = false;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#see(() => (this.out += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#see(() => (this.err += text)));
    // A program that reads no input may have ended before the input arrives.
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        this.#see(() => (this.#hasEnded = true));
        resolve({ code, out: this.out, err: this.err });
      });
    });
  }

  /** Wait until this has been printed. @throws Error if the program ends before */
  until(wanted: string | RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const shown = this.out + this.err;
        const isThere = typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown);
        if (!isThere && !this.#hasEnded) return;
        this.#waiting.delete(look);
        if (isThere) resolve();
        else reject(new Error(`It ended and did not show ${wanted}: ${shown}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Write to standard input, or type on the terminal. */
  type(text: string): this {
    this.child.stdin.write(text);
    return this;
  }

  /** Close standard input. */
  endInput(): this {
    this.child.stdin.end();
    return this;
  }

  /** Interrupt the program between pipes, as a shell would. */
  interrupt(): this {
    this.child.kill('SIGINT');
    return this;
  }

  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  #see(change: () => void): void {
    change();
    for (const look of [...this.#waiting]) look();
  }
}
