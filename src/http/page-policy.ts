import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const nonceBytes = 16;

/**
 * Apply the Content-Security-Policy of a page: scripts only from this server and with this response's nonce, no inline
 * scripts, no framing. Next finds the nonce in the request header of the same name and adds it to the scripts that it
 * renders.
 */
export function applyPagePolicy(req: IncomingMessage, res: ServerResponse): void {
  const policy = pagePolicy(randomBytes(nonceBytes).toString('base64'));
  req.headers['content-security-policy'] = policy;
  res.setHeader('Content-Security-Policy', policy);
  // An error page shows this id, which is also in the log.
  const requestId = randomUUID();
  req.headers['x-request-id'] = requestId;
  res.setHeader('X-Request-Id', requestId);
  setStaticHeaders(res);
}

/** Set the headers of every page and file that a browser loads. */
export function setStaticHeaders(res: ServerResponse): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('Referrer-Policy', 'same-origin');
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}

/**
 * Make the policy of a page; without a nonce, only script files of this server may run. Inline styles are allowed,
 * because components position elements with them.
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
