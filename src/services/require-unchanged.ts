import { AppError } from '../domain/error';

/**
 * Refuse to change what Gantry does not support: accepting a value other than the only possible one would be a false
 * promise.
 * @throws AppError 422 naming every such field
 */
export function requireUnchanged(
  given: Readonly<Record<string, unknown>>,
  only: Readonly<Record<string, unknown>>,
  reason: string,
): void {
  const changed = Object.entries(given).filter(
    ([name, value]) => value !== undefined && value !== only[name],
  );
  if (changed.length === 0) return;
  const fields = Object.fromEntries(changed.map(([name]) => [name, [reason]]));
  throw new AppError('validation_failed', 'Validation failed.', { fields });
}
