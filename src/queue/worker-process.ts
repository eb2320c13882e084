import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Database } from '../db/database';
import { errorMessage } from '../domain/error';
import type { Clock } from '../lib/clock';
import { newUuid } from '../lib/random';

/** A worker process as the others see it. */
export interface WorkerIdentity {
  id: string;
  /** Machine and PID namespace: only there does `pid` mean anything. */
  host: string;
  pid: number;
  bootId: string;
}

export interface DeadProcess {
  id: string;
  queueIds: string[];
}

/** Without a sign of life for this long a process counts as dead, wherever it ran. */
export const DEAD_AFTER_MS = 30_000;

type Store = Pick<Database, 'db'>;

/** Linux facts that tell this process from every other one, also after a reboot. */
export async function thisProcess(): Promise<WorkerIdentity> {
  const [bootId, pidNamespace] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(unknownHere),
    readlink('/proc/self/ns/pid').catch(unknownHere),
  ]);
  return { id: newUuid(), host: `${hostname()} ${pidNamespace}`, pid: process.pid, bootId: bootId.trim() };
}

/** Not Linux: the heartbeat alone tells whether a process lives. */
function unknownHere(error: unknown): string {
  return `unknown (${errorMessage(error)})`;
}

/** Writes the sign of life; the first one registers the process. */
export async function heartbeat(
  { db }: Store,
  clock: Clock,
  identity: WorkerIdentity,
  queueIds: readonly string[],
): Promise<void> {
  const alive = { heartbeatAt: clock.now(), queueIds: [...queueIds] };
  await db.workerProcess.upsert({
    where: { id: identity.id },
    create: { ...identity, ...alive, startedAt: clock.now() },
    update: alive,
  });
}

/**
 * Processes that can do nothing any more: silent for half a minute, or of this boot of this machine and gone from its
 * process table (so that a restart after `kill -9` does not wait).
 */
export async function deadProcesses(
  { db }: Store,
  clock: Clock,
  self: WorkerIdentity,
  isRunning: (pid: number) => boolean = isProcessRunning,
): Promise<DeadProcess[]> {
  const silentSince = new Date(clock.now().getTime() - DEAD_AFTER_MS);
  const others = await db.workerProcess.findMany({ where: { id: { not: self.id } } });
  return others
    .filter(
      (other) =>
        other.heartbeatAt < silentSince ||
        (isNeighbour(self, other) && (other.pid === self.pid || !isRunning(other.pid))),
    )
    .map(({ id, queueIds }) => ({ id, queueIds }));
}

/** The same process table: its pids can be looked up, and ours cannot be another's. */
function isNeighbour(self: WorkerIdentity, other: WorkerIdentity): boolean {
  return other.host === self.host && other.bootId === self.bootId;
}

export async function forgetProcess({ db }: Store, id: string): Promise<void> {
  await db.workerProcess.deleteMany({ where: { id } });
}

function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
