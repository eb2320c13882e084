import { AppError, errorMessage } from '../../domain/error';

/** Make the error for a refused code, token or user. The reason is for operators: it may quote the provider. */
export function refused(name: string, cause: unknown): AppError {
  return new AppError('forbidden', `${name} did not confirm your identity. Try again.`, {
    cause,
    detail: reasonOf(cause),
  });
}

export function unreachable(address: string, cause: unknown): AppError {
  return new AppError('unavailable', 'The identity provider does not respond. Try again later.', {
    cause,
    detail: `${address}: ${reasonOf(cause)}`,
  });
}

/** Get the reason of an error, which openid-client wraps, sometimes twice. */
function reasonOf(error: unknown): string {
  const { cause } = Object(error);
  return cause instanceof Error ? `${errorMessage(error)}: ${reasonOf(cause)}` : errorMessage(error);
}
