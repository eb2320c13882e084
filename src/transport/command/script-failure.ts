import { AppError } from '../../domain/error';

/**
 * Make the error of one of Gantry's own scripts that failed on a machine.
 * @param doing completes "Could not …"
 */
export function scriptFailure(doing: string, stderr: string): AppError {
  const text = stderr.trim().slice(0, 500);
  const hint = /no space left on device|disk quota exceeded/i.test(text)
    ? ' The machine’s disk is full: free up space or enlarge it.'
    : /a password is required|may not run sudo|not in the sudoers/i.test(text)
      ? ' Give the SSH user passwordless sudo, or sign in as root.'
      : '';
  return new AppError('unavailable', `Could not ${doing}: ${text}.${hint}`);
}
