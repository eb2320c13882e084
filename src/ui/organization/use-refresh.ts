import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../trpc';

/** Refetch everything that shows the organization, its members and the caller's own rights. */
export function useRefreshOrganization(): () => Promise<unknown> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [trpc.organization, trpc.member, trpc.invitation, trpc.role, trpc.session].map((router) =>
        queryClient.invalidateQueries({ queryKey: router.pathKey() }),
      ),
    );
}
