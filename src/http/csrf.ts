import type { IncomingMessage } from 'node:http';
import { AppError } from '../domain/error';
import { orderedChecks } from '../domain/ordered-checks';
import { hasBody, isJson } from './body/read-body';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Cookies are sent by any page that makes the browser ask (authorization contract §5.4): an unsafe method needs proof
 * that the request comes from the panel's own pages. @throws AppError forbidden
 */
export function requireSameOrigin(req: IncomingMessage, publicUrl: string): void {
  if (safeMethods.has(req.method ?? '')) return;
  if (!isSameOrigin(req, publicUrl) || (hasBody(req) && !isJson(req))) throw crossSite();
}

/**
 * Event streams are GET requests that another site could open. Browsers leave both headers out of a same-origin GET
 * over plain http, so here only a foreign one is refused; the cookie's SameSite covers the rest. @throws AppError forbidden
 */
export function refuseForeignStream(req: IncomingMessage, publicUrl: string): void {
  const isSilent = req.headers['sec-fetch-site'] === undefined && req.headers.origin === undefined;
  if (!isSilent && !isSameOrigin(req, publicUrl)) throw crossSite();
}

function isSameOrigin(req: IncomingMessage, publicUrl: string): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return req.headers.origin === new URL(publicUrl).origin;
}

function crossSite(): AppError {
  return new AppError('forbidden', orderedChecks.csrf.v1, { check: 'csrf' });
}
