import type { IncomingMessage } from 'node:http';
import { AppError } from '../domain/error';
import { orderedChecks } from '../domain/ordered-checks';
import { hasBody, isJson } from './body/read-body';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Require that an unsafe request with a cookie comes from the panel's own pages: any page can make a browser send
 * cookies (authorization contract §5.4). @throws AppError forbidden
 */
export function requireSameOrigin(req: IncomingMessage, publicUrl: string): void {
  if (safeMethods.has(req.method ?? '')) return;
  if (!isSameOrigin(req, publicUrl) || (hasBody(req) && !isJson(req))) throw crossSite();
}

/**
 * Refuse an event stream that another site opens with a GET request. Over plain http, browsers omit both headers from a
 * same-origin GET, so a request without either is accepted; the cookie's SameSite attribute covers the rest.
 * @throws AppError forbidden
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
