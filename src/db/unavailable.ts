import pg from 'pg';
import { AppError, errorMessage } from '../domain/error';

/** Codes when PostgreSQL ends a session, or accepts none at the moment. */
const awayCodes: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25P04']);
/** Codes when PostgreSQL lacked the time or resources for a request: a retry may succeed. */
const busyCodes: ReadonlySet<string> = new Set(['57014', '55P03', '40001', '40P01']);
/** Classes of codes: a broken connection, and lack of a resource (connections, memory, disk). */
const awayClass = /^08/;
const busyClass = /^53/;

/** Messages of pg for a connection that ended or was never made. */
const connectionTexts =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying|timeout expired|Query read timeout|Cannot use a pool after)/;

/** Errors of sockets to PostgreSQL, which otherwise look like those of any other machine. */
const socketErrors = new WeakSet<Error>();

export function noteSocketError(error: Error): void {
  socketErrors.add(error);
}

/** Whether this connection error means that PostgreSQL is down, not that it refuses the request. */
export function isAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return isAwayCode(error.code);
  if (!(error instanceof Error)) return false;
  return socketErrors.has(error) || connectionTexts.test(error.message);
}

/** Whether the server ended a statement that exceeded its time limit. */
export function isStatementTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '57014';
}

export function isAwayCode(code: string | undefined): boolean {
  return code !== undefined && (awayCodes.has(code) || awayClass.test(code));
}

export function isBusyCode(code: string | undefined): boolean {
  return code !== undefined && (busyCodes.has(code) || busyClass.test(code));
}

/** Thrown while PostgreSQL is down or busy: a 503, because the request itself is valid. */
export class DatabaseUnavailable extends AppError {
  constructor(message: string, retryAfterSeconds: number, cause?: unknown) {
    super('unavailable', `${message} Try again in a moment.`, {
      headers: { 'Retry-After': String(retryAfterSeconds) },
      ...(cause === undefined ? {} : { cause, detail: errorMessage(cause) }),
    });
  }
}

export function databaseAway(cause?: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable('The database does not answer.', 1, cause);
}

export function databaseBusy(cause: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable('The database is busy.', 2, cause);
}
