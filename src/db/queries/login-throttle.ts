import type { Pool } from '../pool';

export interface CountedAttempt {
  accountHash: string;
  at: Date;
  /** Failures before this time are forgotten. */
  forgetBefore: Date;
  /** Number of failures without consequence. */
  freeFailures: number;
  /** Waiting times in seconds after each further failure; the last one repeats. */
  delays: readonly number[];
}

/**
 * Count an attempt as failed before it is made, unless the account is blocked: of many at once, no more than allowed
 * get through. `isAdmitted: false` comes with the end of the block.
 */
export async function countAttempt(
  pool: Pool,
  { accountHash, at, forgetBefore, freeFailures, delays }: CountedAttempt,
): Promise<{ isAdmitted: true; failures: number } | { isAdmitted: false; blockedUntil: Date }> {
  const counted = await pool.query<{ failures: number }>({
    name: 'count sign-in attempt',
    text: `
      INSERT INTO login_throttles AS t (account_hash, failures, last_failed_at, blocked_until)
      VALUES ($1, 1, $2::timestamptz, NULL)
      ON CONFLICT (account_hash) DO UPDATE SET
        failures = CASE WHEN t.last_failed_at < $3::timestamptz THEN 1 ELSE t.failures + 1 END,
        last_failed_at = $2::timestamptz,
        blocked_until = CASE
          WHEN t.last_failed_at < $3::timestamptz OR t.failures + 1 < $4::int THEN NULL
          ELSE $2::timestamptz + make_interval(secs => ($5::int[])[least(t.failures + 2 - $4::int, cardinality($5::int[]))])
        END
      WHERE t.blocked_until IS NULL OR t.blocked_until <= $2::timestamptz
      RETURNING failures`,
    values: [accountHash, at, forgetBefore, freeFailures, delays],
  });
  const [row] = counted.rows;
  if (row) return { isAdmitted: true, failures: row.failures };
  const blocked = await pool.query<{ blocked_until: Date }>({
    name: 'end of sign-in block',
    text: 'SELECT blocked_until FROM login_throttles WHERE account_hash = $1',
    values: [accountHash],
  });
  // The user signed in between the two statements, which removed the block.
  return { isAdmitted: false, blockedUntil: blocked.rows[0]?.blocked_until ?? at };
}

/** Take one count back. Its block is removed too, unless a later attempt has set another. */
export async function uncountAttempt(pool: Pool, accountHash: string, failures: number): Promise<void> {
  await pool.query({
    name: 'uncount sign-in attempt',
    text: `
      UPDATE login_throttles SET
        failures = greatest(failures - 1, 0),
        blocked_until = CASE WHEN failures = $2 THEN NULL ELSE blocked_until END
      WHERE account_hash = $1`,
    values: [accountHash, failures],
  });
}

export async function forgetAttempts(pool: Pool, accountHash: string): Promise<void> {
  await pool.query({
    name: 'forget sign-in attempts',
    text: 'DELETE FROM login_throttles WHERE account_hash = $1',
    values: [accountHash],
  });
}
