import pg from 'pg';
import type { Secret } from '../domain/secret';

export type Pool = pg.Pool;

/** One pool per process; Prisma and the hand-written statements share it. Sessions speak UTC. */
export function createPool(url: Secret, max = 20): Pool {
  return new pg.Pool({
    connectionString: url.reveal(),
    max,
    options: '-c timezone=UTC',
    application_name: 'gantry',
  });
}
