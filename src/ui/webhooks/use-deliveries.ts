import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { useTRPC, useTRPCClient } from '../trpc';

const pageSize = 25;

/** Deliveries for an application, newest first, page by page, and the action that replays one. */
export function useDeliveries(uuid: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const wanted = { uuid, limit: pageSize };
  // Not tRPC's infinite query, which sends a direction that this procedure does not have.
  const query = useInfiniteQuery({
    queryKey: [...trpc.webhookDelivery.listByApplication.pathKey(), wanted],
    queryFn: ({ pageParam: cursor, signal }) =>
      client.webhookDelivery.listByApplication.query(
        { ...wanted, ...(cursor ? { cursor } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
  const replay = useMutation(
    trpc.webhookDelivery.replay.mutationOptions({
      onError: reportFailure,
      onSuccess: async ({ results }) => {
        notify.success(results[0]?.message ?? 'Replayed');
        await queryClient.invalidateQueries({ queryKey: trpc.webhookDelivery.pathKey() });
      },
    }),
  );
  return { query, deliveries: query.data?.pages.flatMap((page) => page.deliveries) ?? [], replay };
}
