import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC, useTRPCClient } from '../trpc';
import { type AuditFilters, toQuery } from './filters';

const pageSize = 50;

/**
 * Load the audit log, newest first, page by page. Every action adds to it, so no result counts as fresh. It does not
 * use tRPC's infinite query, which sends a direction that this procedure does not have.
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
