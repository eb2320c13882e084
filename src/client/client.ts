import { createTRPCUntypedClient, httpBatchLink, splitLink, type TRPCUntypedClient } from '@trpc/client';
import type { AppRouter } from '../api/root';
import type { Client } from './client-type';
import { readError } from './read-error';
import { subscriptionLinks } from './subscription';
import type { CallOptions, ClientOptions } from './types';

/** Create a client of Gantry: `client.application.get.query({ uuid })`. Calls made at the same time share a request. */
export function createClient(options: ClientOptions): Client {
  const base = options.url.replace(/\/+$/, '');
  const url = `${base}/api/trpc`;
  const headers: Record<string, string> = options.token ? { authorization: `Bearer ${options.token}` } : {};
  const fetch = options.fetch ?? globalThis.fetch;
  const untyped = createTRPCUntypedClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: subscriptionLinks(url, headers, fetch),
        false: httpBatchLink({
          url,
          headers,
          fetch: (input, init) => fetch(input, init as RequestInit),
          maxItems: 10,
        }), // the same members
      }),
    ],
  });
  return proxyOf({ untyped, base }, []) as Client; // each path of the tree ends in callsOf
}

interface Connected {
  untyped: TRPCUntypedClient<AppRouter>;
  /** URL of Gantry. */
  base: string;
}

/** Create an object whose members are the procedures below a path. They are created when they are read. */
function proxyOf(client: Connected, path: readonly string[]): unknown {
  return new Proxy(path.length === 2 ? callsOf(client, path.join('.')) : {}, {
    get(target, name) {
      if (typeof name !== 'string' || name === 'then') return undefined; // not a promise
      return path.length < 2 ? proxyOf(client, [...path, name]) : Reflect.get(target, name);
    },
  });
}

function callsOf(client: Connected, path: string) {
  const { untyped, base } = client;
  return {
    query: (input: unknown = {}, { signal }: CallOptions = {}) =>
      untyped.query(path, input, { signal }).catch((error: unknown) => {
        throw readError(error, base, signal);
      }),
    mutate: (input: unknown = {}, { signal }: CallOptions = {}) =>
      untyped.mutation(path, input, { signal }).catch((error: unknown) => {
        throw readError(error, base, signal);
      }),
    subscribe: (input: unknown = {}, options: CallOptions = {}) => ({
      [Symbol.asyncIterator]: () => eventsOf(client, path, input, options),
    }),
  };
}

async function* eventsOf(
  { untyped, base }: Connected,
  path: string,
  input: unknown,
  { signal }: CallOptions,
): AsyncGenerator<unknown, void, undefined> {
  signal?.throwIfAborted();
  const context: { refusal?: unknown } = {};
  const end = new AbortController();
  const stream = new ReadableStream<unknown>({
    start(controller) {
      const subscription = untyped.subscription(path, input, {
        context,
        onData: (event: unknown) => controller.enqueue(event),
        onError: (error) => controller.error(context.refusal ?? readError(error, base, signal)),
        onComplete: () => end.signal.aborted || controller.close(),
      });
      end.signal.addEventListener('abort', () => {
        controller.error(end.signal.reason);
        subscription.unsubscribe();
      });
    },
  });
  const abort = () => end.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    signal?.removeEventListener('abort', abort);
    end.abort();
  }
}
