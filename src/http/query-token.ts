import type { IncomingMessage } from 'node:http';

const parameter = 'coder_session_token';
const taken = new WeakMap<IncomingMessage, string>();

/**
 * Take a token out of a query string (authorization contract §1, rule 5), so that later code, above all logging, never
 * sees it. Called only on surfaces and installations that allow it (ALLOW_QUERY_TOKEN). @returns the rest of the query
 */
export function takeQueryToken(req: IncomingMessage, search: string): string {
  const query = new URLSearchParams(search);
  const token = query.get(parameter);
  if (token === null) return search;
  taken.set(req, token);
  query.delete(parameter);
  const rest = query.toString();
  const [path = ''] = (req.url ?? '').split('?');
  req.url = rest === '' ? path : `${path}?${rest}`;
  return rest;
}

/** Get the token that `takeQueryToken` took. */
export function queryTokenOf(req: IncomingMessage): string | undefined {
  return taken.get(req);
}
