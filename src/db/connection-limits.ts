import type { PoolConfig } from 'pg';

/**
 * What a pool is for. `request`: everything a caller waits for. `critical`: leases, heartbeats and dispatch, which
 * never wait behind requests. `maintenance`: migrations and work on whole tables.
 */
export type PoolClass = 'request' | 'critical' | 'maintenance';

interface Limits {
  max: number;
  /** Time to get a connection: a free one of the pool, or a new one. */
  connectMs: number;
  /** 0: no limit. */
  statementMs: number;
  /** Time to wait for a row, a table or an advisory lock of another session. 0: no limit. */
  lockMs: number;
  /** Longest time that an abandoned transaction keeps its locks. */
  idleInTransactionMs: number;
}

export const connectionLimits: Readonly<Record<PoolClass, Limits>> = {
  request: { max: 20, connectMs: 4_000, statementMs: 10_000, lockMs: 4_000, idleInTransactionMs: 15_000 },
  critical: { max: 8, connectMs: 4_000, statementMs: 5_000, lockMs: 4_000, idleInTransactionMs: 10_000 },
  maintenance: { max: 3, connectMs: 10_000, statementMs: 0, lockMs: 0, idleInTransactionMs: 60_000 },
};

/** The server ends a statement first; this is for a statement that never gets an answer. */
const CLIENT_GRACE_MS = 2_000;

/** Convert the limits to options of pg, which sends the server's part when a session starts. Sessions use UTC. */
export function poolConfig(of: PoolClass): PoolConfig {
  const { max, connectMs, statementMs, lockMs, idleInTransactionMs } = connectionLimits[of];
  return {
    max,
    connectionTimeoutMillis: connectMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    options: '-c timezone=UTC',
    application_name: of === 'request' ? 'gantry' : `gantry ${of}`,
    ...(lockMs > 0 ? { lock_timeout: lockMs } : {}),
    ...(statementMs > 0
      ? { statement_timeout: statementMs, query_timeout: statementMs + CLIENT_GRACE_MS }
      : {}),
  };
}
