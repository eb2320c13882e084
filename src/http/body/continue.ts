import type { IncomingMessage, ServerResponse } from 'node:http';

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Note that a client sends the body only when it is asked to (`Expect: 100-continue`, RFC 9110 §10.1.1). Node closes
 * the connection after an answer that did not ask for it.
 */
export function holdBody(req: IncomingMessage, res: ServerResponse): void {
  waiting.set(req, res);
}

/** Ask a client that waits for the body: every check of the request before it has passed. */
export function askForBody(req: IncomingMessage): void {
  waiting.get(req)?.writeContinue();
  waiting.delete(req);
}
