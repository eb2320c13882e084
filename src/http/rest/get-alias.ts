import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../auth/context';
import { AppError } from '../../domain/error';
import type { Headers } from '../answer';

/** Require a token in a header for the deprecated GET form of an action, which changes state (coolify-api §3.2). */
export function requireAliasCaller(principal: Principal | null): void {
  if (principal?.via === 'cookie') throw changedToPost();
}

/** Refuse a prefetch of a browser and a HEAD request: neither may start anything. */
export function requireDeliberateGet(req: IncomingMessage): void {
  const purpose = String(req.headers['sec-purpose'] ?? '');
  if (req.method === 'HEAD' || purpose.includes('prefetch')) throw changedToPost();
}

export function successorHeaders(url: string): Headers {
  return { Deprecation: 'true', Link: `<${url}>; rel="successor-version"` };
}

function changedToPost(): AppError {
  return new AppError('method_not_allowed', 'This endpoint has changed to a POST request.', {
    headers: { Allow: 'POST' },
  });
}
