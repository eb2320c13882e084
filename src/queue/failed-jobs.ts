import type { Pool } from '../db/pool';
import { queueSchema } from './graphile-queue';

/** Remove jobs that failed at every attempt, the last one before this time. @returns how many */
export async function removeFailedJobs(pool: Pool, before: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM ${queueSchema}._private_jobs
     WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < $1`,
    [before],
  );
  return rowCount ?? 0;
}
