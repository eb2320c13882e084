import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Text in every secret value of a stand-in. None may be printed. */
export const CANARY = 'canary51ce';

interface StandIn {
  /** Prefix of the paths in `answers`. */
  prefix: string;
  /** Responses by path, including the query. */
  answers: Readonly<Record<string, unknown>>;
  /** Whether a request carries the token. */
  isTheirs: (request: IncomingMessage) => boolean;
}

/** For tests only: another system, which responds as its API documents. */
export async function startStandIn({ prefix, answers, isTheirs }: StandIn) {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(prefix, '');
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
    const status = isTheirs(request) ? (answer === undefined ? 404 : 200) : 401;
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(status === 200 ? answer : { message: 'Refused.' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
