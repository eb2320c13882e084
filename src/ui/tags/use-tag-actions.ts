import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../trpc';

/** Actions on tags. Each refetches what shows the names of tags. */
export function useTagActions() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = () =>
    Promise.all(
      [trpc.tag, trpc.application, trpc.database, trpc.stack].map((router) =>
        queryClient.invalidateQueries({ queryKey: router.pathKey() }),
      ),
    );
  return {
    create: useMutation(trpc.tag.create.mutationOptions({ onSuccess })),
    update: useMutation(trpc.tag.update.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.tag.delete.mutationOptions({ onSuccess })),
  };
}
