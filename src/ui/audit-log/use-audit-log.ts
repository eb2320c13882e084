import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC, useTRPCClient } from '../trpc';
import { type AuditFilters, toQuery } from './filters';

const pageSize = 50;

/**
 * The trail, newest first, a page at a time. It changes with everything that is done: nothing of it is kept as fresh.
 * Asked by hand, because tRPC's own infinite query sends a direction that this procedure does not have.
 */
export function useAuditLog(filters: AuditFilters) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [now, setNow] = useState(() => new Date());
  const wanted = { ...toQuery(filters, now), limit: pageSize };
  const query = useInfiniteQuery({
    queryKey: [...trpc.auditLog.list.pathKey(), wanted],
    queryFn: ({ pageParam: cursor, signal }) =>
      client.auditLog.list.query({ ...wanted, ...(cursor ? { cursor } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  return {
    query,
    entries: query.data?.pages.flatMap(({ items }) => items) ?? [],
    refresh: () => {
      setNow(new Date());
      void query.refetch();
    },
  };
}
