import type { ServerResponse } from 'node:http';

/** Only `Set-Cookie` may have several values. */
export type Headers = Record<string, string | string[]>;

/** Writes a complete answer. A 204 has no body. */
export function writeAnswer(
  res: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Headers,
): void {
  if (res.headersSent) return;
  if (status === 204) {
    res.writeHead(status, headers).end();
    return;
  }
  const bytes = Buffer.byteLength(body);
  res.writeHead(status, { ...headers, 'Content-Type': contentType, 'Content-Length': bytes }).end(body);
}
