import type { ServerResponse } from 'node:http';

/** Only `Set-Cookie` may have several values. */
export type Headers = Record<string, string | string[]>;

/** A response that is complete before it is sent. */
export interface PlainAnswer {
  status: number;
  contentType: string;
  /** Text, or its bytes in UTF-8. */
  body: string | Buffer;
  headers: Headers;
}

/** Write a complete response. A 204 and a 304 have no body. */
export function writeAnswer(res: ServerResponse, { status, contentType, body, headers }: PlainAnswer): void {
  if (res.headersSent) return;
  if (status === 204 || status === 304) {
    res.writeHead(status, headers).end();
    return;
  }
  const bytes = Buffer.byteLength(body);
  res.writeHead(status, { ...headers, 'Content-Type': contentType, 'Content-Length': bytes }).end(body);
}
