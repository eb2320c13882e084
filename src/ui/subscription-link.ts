import { createTRPCClient, httpBatchLink, httpSubscriptionLink, retryLink } from '@trpc/client';
import type { AppRouter } from '../api/root';
import { readApiError } from './api-error';

const longestDelayMs = 5_000;

/**
 * Subscriptions as event streams. Each connection needs a new ticket, so a lost one is not left to the browser, which
 * would send the same address again: the stream ends, and the link asks for a ticket and opens another one, which
 * resumes after the last event that arrived.
 * @param onRefusal no ticket was given: it is not asked for again
 */
export function subscriptionLink(url: string, onRefusal: (error: unknown) => void) {
  const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url })] });
  // Of a session there is one answer for all subscriptions. The error that the retry gets does not carry it: the link
  // between them throws a SuppressedError of its own.
  let isRefused = false;

  async function ticket(): Promise<string> {
    try {
      const answer = await client.live.ticket.mutate({});
      isRefused = false;
      return answer.ticket;
    } catch (error) {
      isRefused = isRefusal(readApiError(error).status);
      if (isRefused) onRefusal(error);
      throw error;
    }
  }

  return [
    retryLink<AppRouter>({
      retry: ({ error }) => !isRefused && !isRefusal(readApiError(error).status),
      retryDelayMs: (attempts) => Math.min(500 * 2 ** (attempts - 1), longestDelayMs),
    }),
    httpSubscriptionLink<AppRouter, typeof EventSource>({
      url,
      connectionParams: async () => ({ ticket: await ticket() }),
      get EventSource() {
        return onceOnly(); // not while the page is rendered on the server, which has none
      },
    }),
  ];
}

/** Refused for good: signed out, not permitted, not there. A server that restarts or is busy is asked again. */
function isRefusal(status: number | null): boolean {
  return status !== null && status < 500 && status !== 429;
}

/** An EventSource that does not reconnect by itself. */
function onceOnly(): typeof EventSource {
  return class extends EventSource {
    constructor(address: string | URL, init?: EventSourceInit) {
      super(address, init);
      this.addEventListener('error', () => this.close());
    }
  };
}
