import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { builds, ensureBuilt } from '../../scripts/build.mjs';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

let bundle: Promise<unknown> | undefined;

/** A bundle starts in half the time of the sources, and a run starts Gantry many times. */
function ensureBundle(): Promise<unknown> {
  const [client, server] = builds;
  bundle ??= ensureBuilt(client).then(() => ensureBuilt(server));
  return bundle;
}

/** One process of Gantry. */
export class GantryProcess {
  /** Everything the process prints, kept for the reader of a failed test. */
  readonly logFile: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #isHealthy: () => Promise<boolean>;
  #child: ChildProcess | null = null;
  #output = '';

  constructor(
    env: NodeJS.ProcessEnv,
    isHealthy: () => Promise<boolean>,
    logFile = join(tmpdir(), `gantry-e2e-${process.pid}.log`),
  ) {
    this.#env = env;
    this.#isHealthy = isHealthy;
    this.logFile = logFile;
  }

  /** Start the process; resolves when it answers. @throws Error with what it printed when it ends instead */
  async boot(): Promise<void> {
    await ensureBundle();
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: projectRoot,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        this.#output += String(chunk);
        appendFileSync(this.logFile, chunk);
      });
    this.#child = child;
    const giveUp = Date.now() + 60_000;
    while (!(await this.#isHealthy())) {
      if (!this.isRunning || Date.now() > giveUp) throw new Error(`Gantry does not start:\n${this.#output}`);
      await sleep(50);
    }
  }

  /** As a power cut: no handler runs. Resolves when the process is gone. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  get isRunning(): boolean {
    const child = this.#child;
    return child !== null && child.exitCode === null && child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.isRunning ? this.#child?.pid : undefined;
  }

  /** Freeze it: its connections stay open and nothing is answered. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** What the process printed so far. */
  get output(): string {
    return this.#output;
  }
}
