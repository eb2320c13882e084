'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import type { AppRouter, RouterInputs, RouterOutputs } from '../api/root';
import { createQueryClient } from './query-client';
import { subscriptionLink } from './subscription-link';

export type Inputs = RouterInputs;
export type Outputs = RouterOutputs;

const context = createTRPCContext<AppRouter>();

/** `useTRPC().application.get.queryOptions({ uuid })`: the only way from a page to the server. */
export const { useTRPC, useTRPCClient } = context;

const url = '/api/trpc';

/** Calls travel as JSON in batches, subscriptions as event streams. */
function createClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: subscriptionLink(url),
        false: httpBatchLink({ url, maxItems: 10 }),
      }),
    ],
  });
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(createClient);
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
