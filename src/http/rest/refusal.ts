import type { RequestInfo } from '../../auth/context';
import { AppError, errorOrigin } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import type { Logger } from '../../lib/log';
import type { Headers, PlainAnswer } from '../answer';
import type { Dialect, RefusedCall } from '../dialects/dialect';
import type { Match } from './routing-table';

/**
 * Make the error for an unknown route: 405 for a path that has other methods, else 404 with the URL of the
 * documentation.
 */
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
  /** Headers that were set before the request was refused. */
  headers: Headers;
  log: Logger;
}

/** Format an error in the surface's dialect. The message of a fault goes only to the log. */
export function refusalAnswer(
  error: AppError,
  { dialect, info, call, headers, log }: RefusalTarget,
): PlainAnswer {
  if (error.code === 'internal') logFault(log, error, info);
  const refusal = dialect.refusal(error, { requestId: info.requestId, ...call });
  return {
    status: refusal.status,
    contentType: dialect.contentType,
    body: JSON.stringify(refusal.body),
    headers: { ...headers, ...refusal.headers },
  };
}

function logFault(log: Logger, error: AppError, { requestId, ip }: RequestInfo): void {
  const cause = error.cause === undefined ? undefined : errorOrigin(error.cause);
  log.error({ requestId, ip, error: error.message, detail: error.detail, cause }, 'request failed');
}

/** Describe a refused call. The input is included only when the refusal is about it; it has already been read then. */
export async function refusedCall(
  refusal: AppError,
  match: Match | null,
  readInput: (() => Promise<unknown>) | null,
): Promise<Omit<RefusedCall, 'requestId'>> {
  if (!match || refusal.code !== 'validation_failed') return noInput(match);
  const input = await readInput?.().catch(() => undefined); // not readable: the refusal names its fields itself
  return { ...noInput(match), input };
}

/** Describe a refused call whose input is not known. */
export function noInput(match: Match | null): Omit<RefusedCall, 'requestId'> {
  const { permission = null, secretKeys = new Set<string>() } = match?.operation ?? {};
  return { permission, secretKeys, input: undefined };
}
