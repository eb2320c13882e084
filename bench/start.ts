/** `npm run bench:start`: start to first answer, and memory at rest, beside the plain server in one run. Linux only. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openEmbeddedDatabase } from '../src/db/embedded/server';
import { freePort } from '../src/lib/free-port';
import { median } from './median';

const rounds = 5;
/** Until the console is loaded too and nothing is left to do. */
const restMs = 15_000;
const root = fileURLToPath(new URL('..', import.meta.url));

interface Measure {
  startMs: number;
  /** Resident, in MB. */
  memory: number;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const isThere = await fetch(url).then(
      (response) => response.status < 500,
      () => false, // not listening yet
    );
    if (isThere) return;
    await sleep(10);
  }
  throw new Error(`The process ended with status ${child.exitCode} before it answered.`);
}

function residentMegabytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function measure(start: () => Promise<{ child: ChildProcess; url: string }>): Promise<Measure> {
  const began = performance.now();
  const { child, url } = await start();
  await answers(url, child);
  const startMs = performance.now() - began;
  await sleep(restMs);
  const memory = residentMegabytes(child);
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
  return { startMs, memory };
}

const folder = mkdtempSync(join(tmpdir(), 'gantry-bench-'));
const database = await openEmbeddedDatabase(folder);
const env = {
  ...process.env,
  NODE_ENV: 'production' as const,
  GANTRY_DATA_DIR: folder,
  DATABASE_URL: database.url.reveal(),
  NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
  GANTRY_SECRET_KEY: randomBytes(32).toString('hex'),
  GANTRY_LOG_LEVEL: 'warn',
};

async function startGantry() {
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: { ...env, PORT: String(port), GANTRY_URL: `http://localhost:${port}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { child, url: `http://127.0.0.1:${port}/api/health` };
}

async function startPlainServer() {
  const child = fork(join(root, 'bench', 'plain-server.ts'), { execArgv: ['--import', 'tsx'], env });
  const port = await new Promise<number>((done) =>
    child.once('message', (message: { port: number }) => done(message.port)),
  );
  return { child, url: `http://127.0.0.1:${port}/` };
}

try {
  await measure(startGantry); // migrates the database, and brings the files into memory
  const ours: Measure[] = [];
  const plain: Measure[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await measure(startGantry));
    plain.push(await measure(startPlainServer));
  }
  for (const [title, unit, pick] of [
    ['start to first answer', 'ms', (each: Measure) => each.startMs],
    ['memory at rest', 'MB', (each: Measure) => each.memory],
  ] as const) {
    const [a, b] = [median(ours.map(pick)), median(plain.map(pick))];
    console.info(
      `${title.padEnd(24)} gantry ${a.toFixed(0).padStart(5)} ${unit}   plain ${b.toFixed(0).padStart(5)} ${unit}   × ${(a / b).toFixed(1)}`,
    );
  }
} finally {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
