import { createTRPCClient, httpBatchLink, httpSubscriptionLink, retryLink } from '@trpc/client';
import type { AppRouter } from '../api/root';
import { readApiError } from './api-error';

const longestDelayMs = 5_000;

/**
 * Subscriptions as event streams. Each connection needs a new ticket, so the browser must not reconnect by itself,
 * which would send the same address again. Instead the stream ends, and the link requests a ticket and opens a new
 * stream, which resumes after the last event received.
 * @param onRefusal called when the server refuses a ticket; it is not requested again
 */
export function subscriptionLink(url: string, onRefusal: (error: unknown) => void) {
  const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url })] });
  // One refusal of a ticket applies to all subscriptions of a session. The error that the retry link gets does not
  // contain it: the subscription link throws a SuppressedError of its own.
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
        return onceOnly(); // a getter, because the server has no EventSource when it renders the page
      },
    }),
  ];
}

/** Whether a refusal is final: signed out, not permitted, not found. A restarting or busy server is tried again. */
function isRefusal(status: number | null): boolean {
  return status !== null && status < 500 && status !== 429;
}

/** Build an EventSource that does not reconnect by itself. */
function onceOnly(): typeof EventSource {
  return class extends EventSource {
    constructor(address: string | URL, init?: EventSourceInit) {
      super(address, init);
      this.addEventListener('error', () => this.close());
    }
  };
}
