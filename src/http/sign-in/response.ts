import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** Members of a Next API request that next-auth 4 reads (its `next/index.js`). */
export interface AuthRequest {
  method: string;
  headers: IncomingHttpHeaders;
  cookies: Record<string, string>;
  query: Record<string, string | string[]>;
  body: Record<string, unknown>;
}

/**
 * Make the members of a Next API response that next-auth 4 calls, over a plain response. `refuse` runs before anything
 * is sent and may throw to prevent it.
 */
export function createAuthResponse(res: ServerResponse, refuse: () => void) {
  const response = {
    status(code: number) {
      res.statusCode = code;
      return response;
    },
    getHeader: (name: string) => res.getHeader(name),
    setHeader(name: string, value: string | string[]) {
      res.setHeader(name, value);
      return response;
    },
    json(value: unknown) {
      refuse();
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify(value));
    },
    send(body: unknown) {
      refuse();
      if (body === undefined || typeof body === 'string') res.end(body);
      else response.json(body);
    },
    end() {
      refuse();
      res.end();
    },
  };
  return response;
}
