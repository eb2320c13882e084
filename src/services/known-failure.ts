import { databaseFailure } from '../db/failure';
import type { AppError } from '../domain/error';
import { vanishedError } from './vanished';

/** Translate an error of the database for a caller; null: it is a fault of ours. */
export function knownFailure(error: unknown): AppError | null {
  return vanishedError(error) ?? databaseFailure(error);
}

export function isDatabaseFailure(error: unknown): boolean {
  return databaseFailure(error) !== null;
}
