import type { TestServer } from '../testing';

/** For integration tests only: status and text of a response. */
export type Answer = [number, string];

export const json = { 'Content-Type': 'application/json' };

/** Make a function that sends requests to a server, which may be started later. */
export const senderTo =
  (server: () => TestServer) =>
  async (method: string, path: string, options: Parameters<TestServer['fetch']>[2] = {}): Promise<Answer> => {
    const answer = await server().fetch(method, path, options);
    return [answer.status, await answer.text()];
  };
