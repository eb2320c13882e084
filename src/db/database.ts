import type { Secret } from '../domain/secret';
import { createDb, type Db } from './client';
import type { InstanceDb } from './instance';
import { createPool, type Pool } from './pool';
import { createSealer, type Sealer } from './sealed';

/** Everything that reaches PostgreSQL: one pool, the Prisma client over it, and the sealer of encrypted columns. */
export interface Database {
  url: Secret;
  pool: Pool;
  db: InstanceDb;
  /**
   * Every table of every organization: for identity, sweeps, start-up and what is unique on a machine. A service that
   * takes it asks for the organization itself; unscoped.test.ts knows all of them.
   */
  unscoped: Db;
  sealer: Sealer;
  close(): Promise<void>;
}

export function openDatabase(url: Secret, secretKey: Secret): Database {
  const pool = createPool(url);
  const db = createDb(pool);
  return {
    url,
    pool,
    db,
    unscoped: db,
    sealer: createSealer(secretKey),
    async close() {
      await db.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
