import type { Secret } from '../domain/secret';
import { createDb, type Db } from './client';
import { createPool, type Pool } from './pool';
import { createSealer, type Sealer } from './sealed';

/** Everything that reaches PostgreSQL: one pool, the Prisma client over it, and the sealer of encrypted columns. */
export interface Database {
  url: Secret;
  pool: Pool;
  db: Db;
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
    sealer: createSealer(secretKey),
    async close() {
      await db.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
