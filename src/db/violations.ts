import { Prisma } from './generated/client';

/** Whether the row would duplicate a unique value. */
export function isUniqueViolation(error: unknown): boolean {
  return known(error)?.code === 'P2002';
}

/** Whether another row still references this one (or the referenced row is gone). */
export function isForeignKeyViolation(error: unknown): boolean {
  const found = known(error);
  // PostgreSQL 18 reports ON DELETE RESTRICT as 23001, which Prisma passes on by its SQLSTATE.
  return found?.code === 'P2003' || JSON.stringify(found?.meta ?? null).includes('"23001"');
}

/**
 * Whether a row was deleted by another transaction between the read and the write: the row itself, or one it
 * references.
 */
export function isVanished(error: unknown): boolean {
  return known(error)?.code === 'P2025' || isForeignKeyViolation(error);
}

function known(error: unknown): Prisma.PrismaClientKnownRequestError | null {
  return error instanceof Prisma.PrismaClientKnownRequestError ? error : null;
}
