import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openEmbeddedDatabase } from '../src/db/embedded/server';
import { freePort } from '../src/lib/free-port';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const owner = { email: 'bench@example.com', password: randomBytes(18).toString('base64url') };

export interface GantryProcess {
  url: string;
  databaseUrl: string;
  /** An API key with the ability root, in Coolify's spelling. */
  token: string;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** @returns the uuid of what was created */
  create(path: string, body: unknown): Promise<string>;
  stop(): Promise<void>;
}

/** The built product (`dist/main.js`) on a fresh database, with an owner and a key. */
export async function startGantry(environment: Record<string, string> = {}): Promise<GantryProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-bench-'));
  const database = await openEmbeddedDatabase(folder);
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    GANTRY_DATA_DIR: folder,
    DATABASE_URL: database.url.reveal(),
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    GANTRY_SECRET_KEY: randomBytes(32).toString('hex'),
    GANTRY_OWNER_EMAIL: owner.email,
    GANTRY_OWNER_PASSWORD: owner.password,
    GANTRY_LOG_LEVEL: 'warn',
    // A benchmark asks more than 200 times a minute.
    API_RATE_LIMIT: '10000000',
    ...environment,
  };
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child);
  const { stdout } = await run(
    process.execPath,
    [
      'dist/cli.js',
      'token',
      'create',
      '--user',
      owner.email,
      '--name',
      'bench',
      '--abilities',
      'root',
      '--format',
      'coolify',
    ],
    { cwd: root, env },
  );
  const token = stdout.trim();
  const call: GantryProcess['call'] = async (method, path, body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    url,
    databaseUrl: database.url.reveal(),
    token,
    call,
    async create(path, body) {
      return ((await call('POST', path, body)).body as { uuid: string }).uuid; // the contract's answer to a creation
    },
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`Gantry ended with status ${child.exitCode} before it answered.`);
    const healthy = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('Gantry did not answer within 60 s.');
}
