import type { ServerResponse } from 'node:http';
import type { RequestInfo } from '../../auth/context';
import { AppError, errorMessage, httpStatus } from '../../domain/error';
import type { Logger } from '../../lib/log';
import { type Headers, writeAnswer } from '../answer';
import type { Dialect } from '../dialects/dialect';

/** 405 for a path that answers other methods, else 404 with the address of the documentation. */
export function unknownRoute(allowedMethods: readonly string[], publicUrl: string): AppError {
  if (allowedMethods.length === 0)
    return new AppError('not_found', 'Not found.', { body: { docs: `${publicUrl}/docs/api` } });
  return new AppError('method_not_allowed', 'Method not allowed.', {
    headers: { Allow: allowedMethods.join(', ') },
  });
}

/** Spells an error in the surface's dialect; a fault's own text goes to the log alone. */
export function writeRefusal(
  res: ServerResponse,
  error: AppError,
  { dialect, info, headers, log }: { dialect: Dialect; info: RequestInfo; headers: Headers; log: Logger },
): void {
  if (error.code === 'internal') logFault(log, error, info);
  const body = JSON.stringify(dialect.errorBody(error, info.requestId));
  writeAnswer(res, httpStatus[error.code], dialect.contentType, body, { ...headers, ...error.headers });
}

function logFault(log: Logger, error: AppError, { requestId, ip }: RequestInfo): void {
  const cause = error.cause instanceof Error ? error.cause.stack : error.cause && errorMessage(error.cause);
  log.error({ requestId, ip, error: error.message, detail: error.detail, cause }, 'request failed');
}
