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
  /** All of its environment, but for where programs are. */
  env: Readonly<Record<string, string>>;
}

/** For integration tests only: the program `gantry` as it is built, in processes of its own. */
export class Program {
  readonly #running = new Set<RunningProgram>();

  private constructor(private readonly place: string) {}

  /** Bundle it into a folder that looks like an installation. */
  static async build(): Promise<Program> {
    const place = await mkdtemp(join(tmpdir(), 'gantry-program-'));
    await bundle({ cli: 'src/cli.ts' }, join(place, 'dist'));
    await writeFile(join(place, 'package.json'), '{ "type": "module" }');
    for (const name of ['node_modules', 'prisma']) await symlink(join(root, name), join(place, name));
    await symlink(join(root, 'src', 'catalogue'), join(place, 'dist', 'catalogue'));
    // The doctor asks for a built console, which no command needs.
    await mkdir(join(place, '.next'));
    await writeFile(join(place, '.next', 'BUILD_ID'), 'test');
    return new Program(place);
  }

  /** Run it between pipes, as a script does. */
  inPipe(args: readonly string[], surroundings: Surroundings): RunningProgram {
    return this.#start(this.#argv(args), surroundings);
  }

  /**
   * Run it in a pseudo-terminal, as a user does: what is typed is echoed where it would be, and standard output and
   * standard error are one.
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

  /** End what still runs, and remove the program. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.end()));
    await rm(this.place, { recursive: true, force: true });
  }

  #argv(args: readonly string[]): [string, ...string[]] {
    return [process.execPath, join(this.place, 'dist', 'cli.js'), ...args];
  }

  #start([program, ...args]: [string, ...string[]], { folder, env }: Surroundings): RunningProgram {
    // Next's types ask every environment for NODE_ENV, which the program has no use for.
    const all = { PATH: process.env.PATH, HOME: folder, ...env } as unknown as NodeJS.ProcessEnv;
    const running = new RunningProgram(spawn(program, args, { cwd: folder, env: all, stdio: 'pipe' }));
    this.#running.add(running);
    return running;
  }
}

/** A program that runs, what it has shown, and its end. */
export class RunningProgram {
  out = '';
  err = '';
  /** Its exit code, null when a signal ended it, and all it has shown. */
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
  #hasEnded = false;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#see(() => (this.out += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#see(() => (this.err += text)));
    // One that reads no input may be gone before it came.
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        this.#see(() => (this.#hasEnded = true));
        resolve({ code, out: this.out, err: this.err });
      });
    });
  }

  /** Wait until this has been shown. @throws Error when it ends without */
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

  /** Write to its standard input, or type on its terminal. */
  type(text: string): this {
    this.child.stdin.write(text);
    return this;
  }

  /** Nothing more comes on its standard input. */
  endInput(): this {
    this.child.stdin.end();
    return this;
  }

  /** Interrupt it as a shell would, between pipes. */
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
