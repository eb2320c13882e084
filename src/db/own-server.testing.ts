import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secret } from '../domain/secret';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded/server';

/** For integration tests only: a PostgreSQL that no other test uses, which can be killed, frozen and restarted. */
export interface OwnServer {
  url: Secret;
  dataDir: string;
  /** Freeze all its processes: connections stay open, and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Kill it, as in a crash. */
  kill(): void;
  /** Shut it down in order (with all its connections). */
  stop(): Promise<void>;
  /** Start it at its previous address. */
  start(): Promise<void>;
  embedded: EmbeddedDatabase;
  remove(): Promise<void>;
}

export async function openOwnServer(): Promise<OwnServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gantry-own-postgres-'));
  await chmod(dataDir, 0o755); // so that the cluster of the database's own system user can be in it
  const embedded = await openEmbeddedDatabase(dataDir);
  let frozen: number[] = [];
  const thaw = () => {
    for (const pid of frozen.splice(0)) signal(pid, 'SIGCONT');
  };
  return {
    url: embedded.url,
    dataDir,
    embedded,
    freeze() {
      const postmaster = postmasterOf(dataDir);
      signal(postmaster, 'SIGSTOP'); // first, so that it starts no new ones
      frozen = [...childrenOf(postmaster), postmaster];
      for (const pid of frozen) signal(pid, 'SIGSTOP');
    },
    thaw,
    kill: () => signal(postmasterOf(dataDir), 'SIGKILL'),
    stop: () => embedded.stop(),
    start: () => embedded.restart(),
    async remove() {
      thaw();
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Read the process id from the first line of postmaster.pid. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** Get the parent of a process (the second field after the name in parentheses); null when it has ended. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const hasEnded = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!hasEnded) throw error;
  }
}
