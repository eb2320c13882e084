import { httpSubscriptionLink, retryLink, type TRPCLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter } from '../api/root';
import { GantryError } from './error';
import { errorOfResponse, readError } from './read-error';
import type { ClientOptions } from './types';

const LONGEST_DELAY_MS = 5_000;

/** An event source that does not reconnect by itself. The retry link reconnects, after the last event that arrived. */
class OneConnection extends EventSource {
  constructor(...args: ConstructorParameters<typeof EventSource>) {
    super(...args);
    this.addEventListener('error', () => this.close());
  }
}

/** Create links for subscriptions as event streams. A lost stream is opened again, a refused one is not. */
export function subscriptionLinks(
  url: string,
  headers: Record<string, string>,
  fetch: NonNullable<ClientOptions['fetch']>,
): TRPCLink<AppRouter>[] {
  return [
    retryLink({
      retry: ({ op, error }) => !isFinal(op.context.refusal ?? readError(error, url, op.signal ?? undefined)),
      retryDelayMs: (attempts) => Math.min(500 * 2 ** (attempts - 1), LONGEST_DELAY_MS),
    }),
    httpSubscriptionLink<AppRouter, typeof EventSource>({
      url,
      EventSource: OneConnection,
      eventSourceOptions: ({ op }) => ({
        async fetch(address, init) {
          op.context.refusal = undefined;
          const response = await fetch(address, { ...init, headers: { ...init.headers, ...headers } });
          if (!response.ok) op.context.refusal = await refusalOf(response);
          return response;
        },
      }),
    }),
  ];
}

/** Whether another attempt would fail in the same way: not permitted, not found, or ended by the caller. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof GantryError)) return true;
  return error.status !== null && error.status < 500 && error.status !== 429;
}

async function refusalOf(response: Response): Promise<GantryError> {
  const text = await response.clone().text();
  return errorOfResponse(response.status, jsonOf(text));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a page of a proxy: the status says enough
  }
}
