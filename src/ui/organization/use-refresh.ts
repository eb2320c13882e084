import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../trpc';

/** Ask again for everything that shows the organization, its people and the caller's own rights. */
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
