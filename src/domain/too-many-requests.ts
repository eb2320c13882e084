import { AppError } from './error';
import { orderedChecks } from './ordered-checks';

/**
 * Make the error for an exceeded limit of the authorization contract §10.
 * @param retryAfter seconds until a retry makes sense
 */
export function tooManyRequests(
  limit: { requests: number; windowSeconds: number },
  retryAfter: number,
  check: 'pre_auth_limit' | 'rate_limit' = 'rate_limit',
): AppError {
  return new AppError('too_many_requests', orderedChecks[check].v1, {
    check,
    limit: { requests: limit.requests, windowSeconds: limit.windowSeconds },
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(retryAfter))) },
  });
}
