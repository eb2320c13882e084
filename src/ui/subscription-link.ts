import { createTRPCClient, httpBatchLink, httpSubscriptionLink, retryLink } from '@trpc/client';
import type { AppRouter } from '../api/root';

const longestDelayMs = 5_000;

/**
 * Subscriptions as event streams. Each connection needs a new ticket, so a lost one is not left to the browser, which
 * would send the same address again: the stream ends, and the link asks for a ticket and opens another one, which
 * resumes after the last event that arrived.
 */
export function subscriptionLink(url: string) {
  const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url })] });
  return [
    retryLink<AppRouter>({
      retry: ({ error }) => !isRefusal(error.data?.httpStatus),
      retryDelayMs: (attempts) => Math.min(500 * 2 ** (attempts - 1), longestDelayMs),
    }),
    httpSubscriptionLink<AppRouter, typeof EventSource>({
      url,
      connectionParams: async () => ({ ticket: (await client.live.ticket.mutate({})).ticket }),
      get EventSource() {
        return onceOnly(); // not while the page is rendered on the server, which has none
      },
    }),
  ];
}

/** Refused for good: signed out, not permitted, not there. A server that restarts or is busy is asked again. */
function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status < 500 && status !== 429;
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
