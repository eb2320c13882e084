import type { ServerResponse } from 'node:http';
import type { RequestInfo } from '../../auth/context';
import { AppError, errorMessage } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import type { Logger } from '../../lib/log';
import { type Headers, writeAnswer } from '../answer';
import type { Dialect, RefusedCall } from '../dialects/dialect';

/** 405 for a path that answers other methods, else 404 with the address of the documentation. */
export function unknownRoute(allowedMethods: readonly string[], publicUrl: string): AppError {
  if (allowedMethods.length === 0)
    return new AppError('not_found', orderedChecks.route.v1, {
      check: 'route',
      body: { docs: `${publicUrl}/docs/api` },
    });
  return methodNotAllowed(allowedMethods);
}

export function methodNotAllowed(allowedMethods: readonly string[]): AppError {
  return new AppError('method_not_allowed', orderedChecks.method.v1, {
    check: 'method',
    headers: { Allow: allowedMethods.join(', ') },
  });
}

export interface RefusalTarget {
  dialect: Dialect;
  info: RequestInfo;
  call: Omit<RefusedCall, 'requestId'>;
  /** Set before the request was refused. */
  headers: Headers;
  log: Logger;
}

/** Spells an error in the surface's dialect; a fault's own text goes to the log alone. */
export function writeRefusal(
  res: ServerResponse,
  error: AppError,
  { dialect, info, call, headers, log }: RefusalTarget,
): void {
  if (error.code === 'internal') logFault(log, error, info);
  const refusal = dialect.refusal(error, { requestId: info.requestId, ...call });
  const body = JSON.stringify(refusal.body);
  writeAnswer(res, refusal.status, dialect.contentType, body, { ...headers, ...refusal.headers });
}

function logFault(log: Logger, error: AppError, { requestId, ip }: RequestInfo): void {
  const cause = error.cause instanceof Error ? error.cause.stack : error.cause && errorMessage(error.cause);
  log.error({ requestId, ip, error: error.message, detail: error.detail, cause }, 'request failed');
}
