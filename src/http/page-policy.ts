import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const nonceBytes = 16;

/**
 * Apply the policy of a page: scripts only from here and with this answer's nonce, no inline script, no frame around
 * it. Next finds the nonce in the request's header of the same name and puts it on the scripts that it writes.
 */
export function applyPagePolicy(req: IncomingMessage, res: ServerResponse): void {
  const policy = pagePolicy(randomBytes(nonceBytes).toString('base64'));
  req.headers['content-security-policy'] = policy;
  res.setHeader('Content-Security-Policy', policy);
  // An error page shows the id that is in the log.
  const requestId = randomUUID();
  req.headers['x-request-id'] = requestId;
  res.setHeader('X-Request-Id', requestId);
  setStaticHeaders(res);
}

/** Set the headers of everything a browser shows, pages and files alike. */
export function setStaticHeaders(res: ServerResponse): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('Referrer-Policy', 'same-origin');
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}

/**
 * The policy of a page; without a nonce, scripts from files of this server only. Styles may be inline: components
 * position with them.
 */
export function pagePolicy(nonce?: string): string {
  return [
    "default-src 'self'",
    `script-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}' 'strict-dynamic'`}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
