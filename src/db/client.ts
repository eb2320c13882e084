import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';
import type { Pool } from './pool';

export type Db = PrismaClient;
/** The client inside `db.$transaction`. */
export type Transaction = Parameters<Parameters<Db['$transaction']>[0]>[0];

/**
 * The unscoped client. Services take a scoped one (scope.ts). Identity, the worker's sweeps, start-up and checks that
 * concern all organizations (a domain is unique on the machine) need this; each says `database.db`, to be searched for.
 */
export function createDb(pool: Pool): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
