import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** One process of Gantry, run from its sources. */
export class GantryProcess {
  /** Everything the process prints, kept for whoever looks into a failed test. */
  readonly logFile = join(tmpdir(), `gantry-e2e-${process.pid}.log`);
  readonly #env: NodeJS.ProcessEnv;
  readonly #isHealthy: () => Promise<boolean>;
  #child: ChildProcess | null = null;
  #output = '';

  constructor(env: NodeJS.ProcessEnv, isHealthy: () => Promise<boolean>) {
    this.#env = env;
    this.#isHealthy = isHealthy;
  }

  /** Starts the process; resolves when it answers. @throws Error with what it printed when it ends instead */
  async boot(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
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
      if (child.exitCode !== null || Date.now() > giveUp)
        throw new Error(`Gantry does not start:\n${this.#output}`);
      await sleep(50);
    }
  }

  /** As a power cut: no handler runs. Resolves when the process is gone. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** What the process printed so far. */
  get output(): string {
    return this.#output;
  }
}
