'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../trpc';
import { affectedBy } from './affected';

/** Time in which changes are collected before a refetch: a deployment publishes several at once. */
const gatherMs = 150;

/** The stream starts with the changes of the last 30 seconds. One that opens later than this may have missed some. */
const longestOpeningMs = 20_000;

/** Subscribe to the changes in the organization and refetch the affected data on the page. Nothing polls. */
export function LiveUpdates() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const kinds = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function flush() {
    timer.current = undefined;
    const isEverything = kinds.current.has('everything');
    const routers = affectedBy(kinds.current);
    kinds.current.clear();
    if (isEverything) return void queryClient.invalidateQueries();
    for (const router of routers) void queryClient.invalidateQueries({ queryKey: trpc[router].pathKey() });
  }

  const subscription = useSubscription(
    trpc.live.changes.subscriptionOptions(
      {},
      {
        onData: ({ kind }) => {
          kinds.current.add(kind);
          timer.current ??= setTimeout(flush, gatherMs);
        },
      },
    ),
  );

  // Changes during a lost connection, or long before the stream opened, were missed: everything is refetched.
  const begunAt = useRef<number>(undefined);
  const connection = useRef<'first' | 'open' | 'lost'>('first');
  useEffect(() => {
    begunAt.current ??= performance.now();
    if (subscription.status === 'pending') {
      const isLate = performance.now() - begunAt.current > longestOpeningMs;
      if (connection.current === 'lost' || (connection.current === 'first' && isLate))
        void queryClient.invalidateQueries();
      connection.current = 'open';
    } else if (connection.current === 'open') {
      connection.current = 'lost';
    }
  }, [subscription.status, queryClient]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}
