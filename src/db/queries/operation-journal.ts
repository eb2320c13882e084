import type { Pool } from '../pool';
import type { Lease } from './operation-lease';

/** Statements of the journal. Each is conditional on the lease and returns whether it was still held. */

export interface StepStart {
  id: string;
  title: string;
  position: number;
  at: Date;
}

/** Result of an attempt to begin a step. */
export type StepStartResult = 'started' | 'cancelled' | 'lease lost';

/**
 * Begin a step. An irrevocable one begins only while the operation is in progress: with the row locked, either the
 * cancel came first, or every later cancel finds the mark and is refused.
 */
export async function writeStepStart(
  pool: Pool,
  lease: Lease,
  step: StepStart,
  irrevocable: boolean,
): Promise<StepStartResult> {
  const { rows } = await pool.query<{ status: string }>(
    `WITH held AS (
       SELECT id, status FROM operations WHERE id = $1 AND lease_holder = $2 FOR UPDATE
     ), written AS (
       INSERT INTO operation_steps (operation_id, step_id, position, title, state, started_at, irrevocable)
       SELECT id, $3, $4, $5, 'running', $6, $7 FROM held WHERE NOT $7 OR status = 'in_progress'
       ON CONFLICT (operation_id, step_id) DO UPDATE
         SET state = 'running', error = NULL, ended_at = NULL, irrevocable = EXCLUDED.irrevocable
     )
     SELECT status::text FROM held`,
    [lease.operationId, lease.holder, step.id, step.position, step.title, step.at, irrevocable],
  );
  const status = rows[0]?.status;
  if (status === undefined) return 'lease lost';
  return irrevocable && status !== 'in_progress' ? 'cancelled' : 'started';
}

export interface StepEnd {
  id: string;
  title: string;
  position: number;
  state: 'done' | 'skipped' | 'failed';
  facts: object;
  error: string | null;
  at: Date;
}

/** End a step; a skipped step, or one that failed before it began, gets its row here. */
export async function writeStepEnd(pool: Pool, lease: Lease, step: StepEnd): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO operation_steps (operation_id, step_id, position, title, state, facts, error, started_at, ended_at)
     SELECT id, $3, $4, $5, $6::"StepState", $7, $8, $9, $9 FROM operations WHERE id = $1 AND lease_holder = $2
     ON CONFLICT (operation_id, step_id) DO UPDATE
       SET state = EXCLUDED.state, facts = EXCLUDED.facts, error = EXCLUDED.error, ended_at = EXCLUDED.ended_at`,
    [
      lease.operationId,
      lease.holder,
      step.id,
      step.position,
      step.title,
      step.state,
      JSON.stringify(step.facts),
      step.error,
      step.at,
    ],
  );
  return rowCount === 1;
}

/** Record why the run failed, so that a worker that resumes it continues with the undo. */
export async function writeFailure(
  pool: Pool,
  lease: Lease,
  failure: { step: string; reason: string; cancelled: boolean },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE operations SET failure = $3, undoing_since = COALESCE(undoing_since, clock_timestamp())
     WHERE id = $1 AND lease_holder = $2`,
    [lease.operationId, lease.holder, JSON.stringify(failure)],
  );
  return rowCount === 1;
}

/** Record why an undo is not complete, and when it is tried again. */
export async function writeUndoDelay(
  pool: Pool,
  lease: Lease,
  { problem, retryInMs }: { problem: string; retryInMs: number },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE operations SET undo_problem = $3, undo_attempts = undo_attempts + 1,
       undo_retry_at = clock_timestamp() + $4 * interval '1 millisecond'
     WHERE id = $1 AND lease_holder = $2`,
    [lease.operationId, lease.holder, problem, retryInMs],
  );
  return rowCount === 1;
}

/**
 * Read the milliseconds since the operation began to run, and since its undo began (0: it has not), by the database's
 * clock.
 */
export async function readAges(
  pool: Pool,
  operationId: number,
): Promise<{ runningMs: number; undoingMs: number }> {
  const { rows } = await pool.query<{ runningMs: number; undoingMs: number }>(
    `SELECT COALESCE(extract(epoch FROM clock_timestamp() - started_at), 0)::float8 * 1000 AS "runningMs",
       COALESCE(extract(epoch FROM clock_timestamp() - undoing_since), 0)::float8 * 1000 AS "undoingMs"
     FROM operations WHERE id = $1`,
    [operationId],
  );
  return rows[0] ?? { runningMs: 0, undoingMs: 0 };
}

export interface LogRow {
  step: string;
  stream: 'stdout' | 'stderr';
  text: string;
  hidden: boolean;
  at: Date;
}

/** Append a line to the log of an operation that this process does not run, or that has ended. */
export async function appendRemark(pool: Pool, operationId: number, line: LogRow): Promise<void> {
  await pool.query(
    `WITH noted AS (
       UPDATE operations SET log_sequence = log_sequence + 1 WHERE id = $1 RETURNING id, log_sequence
     )
     INSERT INTO operation_logs (operation_id, sequence, step, stream, text, hidden, at)
     SELECT id, log_sequence, $2, $3::"LogStream", $4, $5, $6 FROM noted`,
    [operationId, line.step, line.stream, line.text, line.hidden, line.at],
  );
}

/**
 * Append lines with the next sequence numbers, and the job offsets that cover them, in one statement: both are stored
 * or neither is.
 */
export async function appendLog(
  pool: Pool,
  lease: Lease,
  lines: readonly LogRow[],
  jobOffsets: Readonly<Record<string, number>>,
): Promise<boolean> {
  const { rows } = await pool.query<{ held: boolean }>(
    `WITH held AS (
       UPDATE operations SET log_sequence = log_sequence + $3, job_offsets = job_offsets || $4::jsonb
       WHERE id = $1 AND lease_holder = $2
       RETURNING id, log_sequence - $3 AS base
     ), written AS (
       INSERT INTO operation_logs (operation_id, sequence, step, stream, text, hidden, at)
       SELECT held.id, held.base + line.position, line.step, line.stream::"LogStream", line.text, line.hidden, line.at
       FROM held, unnest($5::text[], $6::text[], $7::text[], $8::boolean[], $9::timestamptz[])
         WITH ORDINALITY AS line (step, stream, text, hidden, at, position)
     )
     SELECT true AS held FROM held`,
    [
      lease.operationId,
      lease.holder,
      lines.length,
      JSON.stringify(jobOffsets),
      lines.map((line) => line.step),
      lines.map((line) => line.stream),
      lines.map((line) => line.text),
      lines.map((line) => line.hidden),
      lines.map((line) => line.at),
    ],
  );
  return rows.length === 1;
}
