import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';
import type { Pool } from './pool';

export type Db = PrismaClient;

/**
 * The unscoped client. Services take a scoped one (scope.ts); only identity, the worker's sweeps and start-up
 * may use this, and the dependency rules name those places.
 */
export function createDb(pool: Pool): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
