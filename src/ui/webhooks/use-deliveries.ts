import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { useTRPC, useTRPCClient } from '../trpc';

const pageSize = 25;

/**
 * Deliveries for an application, newest first, page by page, and the action that replays one.
 * @param uuid of the application; null: all deliveries of the organization
 */
export function useDeliveries(uuid: string | null) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { list, listByApplication } = client.webhookDelivery;
  const { webhookDelivery } = trpc;
  // Not tRPC's infinite query, which sends a direction that these procedures do not have.
  const query = useInfiniteQuery({
    queryKey: [
      ...(uuid === null ? webhookDelivery.list : webhookDelivery.listByApplication).pathKey(),
      { uuid, limit: pageSize },
    ],
    queryFn: ({ pageParam: cursor, signal }) => {
      const page = { limit: pageSize, ...(cursor ? { cursor } : {}) };
      return uuid === null
        ? list.query(page, { signal })
        : listByApplication.query({ uuid, ...page }, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
  const replay = useMutation(
    webhookDelivery.replay.mutationOptions({
      onError: reportFailure,
      onSuccess: async ({ results }) => {
        notify.success(results[0]?.message ?? 'Replayed');
        await queryClient.invalidateQueries({ queryKey: webhookDelivery.pathKey() });
      },
    }),
  );
  return { query, deliveries: query.data?.pages.flatMap((page) => page.deliveries) ?? [], replay };
}
