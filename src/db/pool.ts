import pg from 'pg';
import type { Secret } from '../domain/secret';

export type Pool = pg.Pool;

/**
 * One pool per process; Prisma and the hand-written statements share it. Sessions speak UTC. A connection that breaks
 * while nobody uses it (PostgreSQL restarted) is replaced by the next query: without listeners it would end the process.
 */
export function createPool(url: Secret, max = 20): Pool {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    max,
    options: '-c timezone=UTC',
    application_name: 'gantry',
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
