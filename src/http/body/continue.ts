import type { IncomingMessage, ServerResponse } from 'node:http';

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Remember that a client sends the body only after `100 Continue` (`Expect: 100-continue`, RFC 9110 §10.1.1). Node
 * closes the connection after a response without it.
 */
export function holdBody(req: IncomingMessage, res: ServerResponse): void {
  waiting.set(req, res);
}

/** Send `100 Continue` to a client that waits for it. Called once every earlier check of the request has passed. */
export function askForBody(req: IncomingMessage): void {
  waiting.get(req)?.writeContinue();
  waiting.delete(req);
}
