import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../../feedback/notify';
import { reportFailure } from '../../feedback/report-failure';
import { useTRPC, useTRPCClient } from '../../trpc';
import type { DeliveryFilters } from './filters';

const pageSize = 25;

/** Deliveries to the webhook, newest first, page by page. */
export function useDeliveries(filters: DeliveryFilters) {
  const { notificationDelivery } = useTRPC();
  const client = useTRPCClient();
  const wanted = { ...filters, limit: pageSize };
  // Not tRPC's infinite query, which sends a direction that this procedure does not have.
  const query = useInfiniteQuery({
    queryKey: [...notificationDelivery.list.pathKey(), wanted],
    queryFn: ({ pageParam: cursor, signal }) =>
      client.notificationDelivery.list.query({ ...wanted, ...(cursor ? { cursor } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
  return { query, deliveries: query.data?.pages.flatMap((page) => page.deliveries) ?? [] };
}

/** The action that sends a delivery again. */
export function useResend() {
  const { notificationDelivery } = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    notificationDelivery.resend.mutationOptions({
      onError: reportFailure,
      onSuccess: async () => {
        notify.success('Sending it again');
        await queryClient.invalidateQueries({ queryKey: notificationDelivery.pathKey() });
      },
    }),
  );
}
