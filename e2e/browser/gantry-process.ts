import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/lib/free-port';
import type { Lab } from '../lab/types';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const startLimitMs = 90_000;
/** Token in the link that the first owner gets. */
export const setupToken = 'a-setup-token-for-the-browser-tests';

interface Configuration {
  port?: number;
  environment?: Record<string, string>;
}

/** The built Gantry as a user starts it: one process, its embedded database in a data directory of its own. */
export class GantryProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #dataDir: string;
  #output = '';

  private constructor(url: string, dataDir: string, child: ChildProcess) {
    this.url = url;
    this.#dataDir = dataDir;
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#output += String(chunk);
      });
  }

  /** Resolve when the API and the console answer. */
  static async start(
    lab: Lab,
    { port: wantedPort, environment }: Configuration = {},
  ): Promise<GantryProcess> {
    const port = wantedPort ?? (await freePort());
    const dataDir = await mkdtemp(join(tmpdir(), 'gantry-browser-'));
    await chmod(dataDir, 0o755); // PostgreSQL runs as a user of its own and has to get in
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: projectRoot,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        GANTRY_DATA_DIR: dataDir,
        SETUP_TOKEN: setupToken,
        INTERNAL_HOSTS: lab.cidr,
        API_RATE_LIMIT: '100000',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const gantry = new GantryProcess(`http://localhost:${port}`, dataDir, child);
    try {
      await gantry.#answers();
    } catch (error) {
      await gantry.stop();
      throw error;
    }
    return gantry;
  }

  async #answers(): Promise<void> {
    const giveUp = Date.now() + startLimitMs;
    for (;;) {
      if (this.#child.exitCode !== null || Date.now() > giveUp)
        throw new Error(`Gantry does not start:\n${this.#output}`);
      const page = await fetch(`${this.url}/sign-in`).catch(() => null); // not listening yet
      if (page?.ok) return;
      await sleep(100);
    }
  }

  /** What it printed, for a failed test. */
  get output(): string {
    return this.#output;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
