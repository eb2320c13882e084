import type { TestServer } from '../testing';

/** For integration tests only: status and text of an answer. */
export type Answer = [number, string];

export const json = { 'Content-Type': 'application/json' };

/** A way to call a server that will have been started by then. */
export const senderTo =
  (server: () => TestServer) =>
  async (method: string, path: string, options: Parameters<TestServer['fetch']>[2] = {}): Promise<Answer> => {
    const answer = await server().fetch(method, path, options);
    return [answer.status, await answer.text()];
  };
