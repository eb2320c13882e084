import { databaseFailure } from '../db/failure';
import type { AppError } from '../domain/error';
import { vanishedError } from './vanished';

/** Translate a database error for a caller; null: it is our fault. */
export function knownFailure(error: unknown): AppError | null {
  return vanishedError(error) ?? databaseFailure(error);
}

export function isDatabaseFailure(error: unknown): boolean {
  return databaseFailure(error) !== null;
}
