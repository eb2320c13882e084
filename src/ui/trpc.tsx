'use client';

import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import type { AppRouter, RouterInputs, RouterOutputs } from '../api/root';
import { createQueryClient, followRefusal } from './query-client';
import { subscriptionLink } from './subscription-link';

export type Inputs = RouterInputs;
export type Outputs = RouterOutputs;

const context = createTRPCContext<AppRouter>();

/** The only way from a page to the server, for example `useTRPC().application.get.queryOptions({ uuid })`. */
export const { useTRPC, useTRPCClient } = context;

const url = '/api/trpc';

/** Create the client, which sends requests as JSON in batches and receives subscriptions as event streams. */
function createClient(queryClient: QueryClient) {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        // When a session ends, the server ends its stream, so that idle pages, too, redirect to the sign-in page.
        true: subscriptionLink(url, (error) => followRefusal(queryClient, error)),
        false: httpBatchLink({ url, maxItems: 10 }),
      }),
    ],
  });
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(() => createClient(queryClient));
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
