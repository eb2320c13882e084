import type { Pool } from '../db/pool';
import { queueSchema } from './graphile-queue';

/**
 * The library's own GC_JOB_QUEUES deletes a row between the two statements with which a job is added: the job would
 * then run without waiting for its turn. The lock makes additions wait, and waits for those that have begun.
 */
const statement = `DO $$ BEGIN
  PERFORM set_config('lock_timeout', '5s', true);
  LOCK TABLE ${queueSchema}._private_job_queues IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM ${queueSchema}._private_job_queues q
    WHERE q.locked_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM ${queueSchema}._private_jobs j WHERE j.job_queue_id = q.id);
END $$`;

/** Remove the turns that no job waits for: those of deleted workloads would stay forever. */
export async function removeUnusedTurns(pool: Pool): Promise<void> {
  await pool.query(statement);
}
