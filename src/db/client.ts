import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';
import type { Pool } from './pool';

export type Db = PrismaClient;
/** The client inside `db.$transaction`. */
export type Transaction = Parameters<Parameters<Db['$transaction']>[0]>[0];

/**
 * Create the unscoped client: services get the views of it that database.ts and scope.ts make. It uses the minimal
 * error format, because the others quote the arguments of a query.
 */
export function createDb(pool: Pool): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
}
