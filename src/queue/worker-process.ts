import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Database } from '../db/database';
import { errorMessage } from '../domain/error';
import { newUuid } from '../lib/random';

/** A worker process as others see it. */
export interface WorkerIdentity {
  id: string;
  /** Machine and PID namespace: `pid` is only meaningful there. */
  host: string;
  pid: number;
  bootId: string;
}

export interface DeadProcess {
  id: string;
  queueIds: string[];
}

/** Time without a heartbeat after which a process counts as dead, wherever it ran. */
export const DEAD_AFTER_MS = 30_000;

type Store = Pick<Database, 'critical'>;

/** Collect Linux facts that distinguish this process from every other one, even after a reboot. */
export async function thisProcess(): Promise<WorkerIdentity> {
  const [bootId, pidNamespace] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(unknownHere),
    readlink('/proc/self/ns/pid').catch(unknownHere),
  ]);
  return { id: newUuid(), host: `${hostname()} ${pidNamespace}`, pid: process.pid, bootId: bootId.trim() };
}

/** Get the fact for systems other than Linux, where only the heartbeat tells whether a process is alive. */
function unknownHere(error: unknown): string {
  return `unknown (${errorMessage(error)})`;
}

/** Write the heartbeat, by the database's clock; the first one registers the process. */
export async function heartbeat(
  { critical }: Store,
  { id, host, pid, bootId }: WorkerIdentity,
  queueIds: readonly string[],
): Promise<void> {
  await critical.query(
    `INSERT INTO worker_processes (id, host, pid, boot_id, queue_ids, started_at, heartbeat_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp())
     ON CONFLICT (id) DO UPDATE SET queue_ids = EXCLUDED.queue_ids, heartbeat_at = EXCLUDED.heartbeat_at`,
    [id, host, pid, bootId, [...queueIds]],
  );
}

/**
 * Find dead processes: those without a heartbeat for half a minute, or from this boot of this machine and gone from
 * its process table (so that a restart after `kill -9` does not wait).
 */
export async function deadProcesses(
  { critical }: Store,
  self: WorkerIdentity,
  isRunning: (pid: number) => boolean = isProcessRunning,
): Promise<DeadProcess[]> {
  const { rows: others } = await critical.query<DeadProcess & WorkerIdentity & { isSilent: boolean }>(
    `SELECT id, host, pid, boot_id AS "bootId", queue_ids AS "queueIds",
       heartbeat_at < clock_timestamp() - $2 * interval '1 millisecond' AS "isSilent"
     FROM worker_processes WHERE id <> $1`,
    [self.id, DEAD_AFTER_MS],
  );
  return others
    .filter(
      (other) =>
        other.isSilent || (isNeighbour(self, other) && (other.pid === self.pid || !isRunning(other.pid))),
    )
    .map(({ id, queueIds }) => ({ id, queueIds }));
}

/** Whether both have the same process table: its pids can be looked up, and ours cannot be another's. */
function isNeighbour(self: WorkerIdentity, other: WorkerIdentity): boolean {
  return other.host === self.host && other.bootId === self.bootId;
}

export async function forgetProcess({ critical }: Store, id: string): Promise<void> {
  await critical.query('DELETE FROM worker_processes WHERE id = $1', [id]);
}

function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is running, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
