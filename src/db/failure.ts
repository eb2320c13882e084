import pg from 'pg';
import { z } from 'zod';
import type { AppError } from '../domain/error';
import { Prisma } from './generated/client';
import {
  DatabaseUnavailable,
  databaseAway,
  databaseBusy,
  isAway,
  isAwayCode,
  isBusyCode,
} from './unavailable';

/** The form in which Prisma passes on a connection error. */
const adapterError = z.object({
  cause: z.object({ kind: z.string(), code: z.string().optional(), originalCode: z.string().optional() }),
});

const awayKinds: ReadonlySet<string> = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']);
const busyKinds: ReadonlySet<string> = new Set(['TooManyConnections', 'TransactionWriteConflict']);
/** Prisma's codes when it cannot reach PostgreSQL, or the connection closed. */
const awayPrismaCodes: ReadonlySet<string> = new Set(['P1001', 'P1002', 'P1017', 'P2037']);
/** Prisma's codes for no connection in time, a transaction that took too long, or one that lost a conflict. */
const busyPrismaCodes: ReadonlySet<string> = new Set(['P1008', 'P2024', 'P2028', 'P2034']);

/** Get the 503 for an error caused by a PostgreSQL that is down or too busy; null for other errors. */
export function databaseFailure(error: unknown): AppError | null {
  if (error instanceof DatabaseUnavailable) return error;
  if (isAway(error)) return databaseAway(error);
  if (error instanceof pg.DatabaseError) return isBusyCode(error.code) ? databaseBusy(error) : null;
  if (error instanceof Prisma.PrismaClientKnownRequestError) return prismaFailure(error);
  if (error instanceof Prisma.PrismaClientInitializationError) return databaseAway(error);
  return adapterFailure(error, error);
}

function prismaFailure(error: Prisma.PrismaClientKnownRequestError): AppError | null {
  // A pool's own refusal: Prisma wraps it and keeps its code.
  if (error.code === 'unavailable' || awayPrismaCodes.has(error.code)) return databaseAway(error);
  if (busyPrismaCodes.has(error.code)) return databaseBusy(error);
  return adapterFailure(error.meta?.driverAdapterError, error);
}

function adapterFailure(adapted: unknown, error: unknown): AppError | null {
  const { data } = adapterError.safeParse(adapted);
  if (!data) return null;
  const { kind, code, originalCode = code } = data.cause;
  if (awayKinds.has(kind) || isAwayCode(originalCode)) return databaseAway(error);
  if (busyKinds.has(kind) || isBusyCode(originalCode)) return databaseBusy(error);
  return null;
}
