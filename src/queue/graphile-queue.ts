import { makeWorkerUtils, type WorkerUtils } from 'graphile-worker';
import { takeLock } from '../db/named-lock';
import type { Pool } from '../db/pool';
import type { Logger } from '../lib/log';
import { graphileLogger } from './graphile-logger';
import { limitFlags } from './job-limits';
import { jobs } from './jobs';
import type { Queue } from './queue';

/** A queue on PostgreSQL; its tables are in a separate schema that the library migrates. */
export interface GraphileQueue extends Queue {
  /** Release the jobs held by processes that no longer run. */
  unlock(queueWorkerIds: readonly string[]): Promise<void>;
  /** Free turns that a process kept after its job was taken from it. */
  freeTurns(): Promise<void>;
  close(): Promise<void>;
}

export const queueSchema = 'graphile_worker';

/**
 * Attempts of one job; the delay between them grows exponentially (the ninth comes about an hour after the eighth).
 */
const MAX_ATTEMPTS = 12;

/** In SQL, because the library would compare this process's time with the database's. */
const addStatement = `SELECT graphile_worker.add_job(
  identifier => $1, payload => $2::json, queue_name => $6, run_at => now() + $7 * interval '1 millisecond', max_attempts => $3::int, job_key => $4, flags => $5::text[])`;

/** A turn is taken and given back together with its job, so one without a job of its holder belongs to no one. */
const freeTurnsStatement = `UPDATE graphile_worker._private_job_queues q SET locked_at = NULL, locked_by = NULL
  WHERE q.locked_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j
    WHERE j.job_queue_id = q.id AND j.locked_by = q.locked_by)`;

export async function openQueue(pool: Pool, log: Logger): Promise<GraphileQueue> {
  const utils = await migrated(pool, log);
  return {
    async enqueue(name, payload, options = {}) {
      const checked: unknown = jobs[name].parse(payload);
      await pool.query(addStatement, [
        name,
        JSON.stringify(checked),
        options.attempts ?? MAX_ATTEMPTS,
        options.key ?? null,
        limitFlags(checked),
        options.turn ?? null,
        options.delayMs ?? 0,
      ]);
    },
    async unlock(queueWorkerIds) {
      if (queueWorkerIds.length > 0) await utils.forceUnlockWorkers([...queueWorkerIds]);
    },
    async freeTurns() {
      await pool.query(freeTurnsStatement);
    },
    async close() {
      await utils.release();
    },
  };
}

/** One process at a time: the library's own creation of its schema fails when two processes do it at once. */
async function migrated(pool: Pool, log: Logger): Promise<WorkerUtils> {
  const unlock = await takeLock(pool, 'migration of the queue');
  try {
    return await makeWorkerUtils({ pgPool: pool, schema: queueSchema, logger: graphileLogger(log) });
  } finally {
    await unlock();
  }
}
