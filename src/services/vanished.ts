import { isVanished } from '../db/violations';
import { AppError } from '../domain/error';

/**
 * The error for a request that lost a race against a deletion (hostile-inputs row 50): the database refused to write
 * about a row that still existed when the request looked. null for other errors.
 */
export function vanishedError(error: unknown): AppError | null {
  if (!isVanished(error)) return null;
  return new AppError('conflict', 'An object that this request refers to has been deleted in the meantime.', {
    cause: error,
  });
}
