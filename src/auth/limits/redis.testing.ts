import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { unpackDebian } from '../../../scripts/images/unpack-debian.mjs';
import { Secret } from '../../domain/secret';
import { freePort } from '../../lib/free-port';

/**
 * Debian packages. The server is a link to a program of redis-tools; the others are libraries that it loads and that
 * not every Debian has.
 */
const packages = ['redis-tools', 'libatomic1', 'libjemalloc2', 'liblzf1'];

export interface TestRedis {
  url: Secret;
  /** Pause it: it accepts connections but does not respond until `resume`. */
  pause(): void;
  resume(): void;
  /** Remove the loaded scripts, as after a restart. */
  flushScripts(): Promise<void>;
  stop(): Promise<void>;
}

/** For tests only: a real Redis on loopback, from Debian's packages, which are unpacked but not installed. */
export async function startTestRedis(port?: number): Promise<TestRedis> {
  const roots = [];
  for (const name of packages) roots.push((await unpackDebian(name)).root);
  const libraries = roots.flatMap((root) => [join(root, 'usr/lib', triplet), join(root, 'lib', triplet)]);
  const folder = mkdtempSync(join(tmpdir(), 'gantry-redis-'));
  const chosen = port ?? (await freePort());
  // The program acts as redis-server when run under that name.
  const child = spawn(
    join(roots[0] ?? '', 'usr/bin/redis-check-rdb'),
    ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    {
      argv0: 'redis-server',
      env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  await listening(child, chosen);
  return {
    url: new Secret(`redis://127.0.0.1:${chosen}`),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async flushScripts() {
      const client = createClient({ url: `redis://127.0.0.1:${chosen}` });
      await client.connect();
      await client.scriptFlush();
      client.destroy();
    },
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGCONT');
      if (child.kill('SIGTERM')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian's library folder for this machine's architecture. */
const triplet = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

async function listening(child: ChildProcess, port: number): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const giveUp = Date.now() + 30_000;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > giveUp) throw new Error(`Redis does not start:\n${output}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
