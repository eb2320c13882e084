import { useQueryClient } from '@tanstack/react-query';
import { notify } from '../../feedback/notify';
import { useTRPC } from '../../trpc';

/** Return a function that refetches the destinations after a change and says so. */
export function useDestinationChanged() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (message: string) => {
    await queryClient.invalidateQueries({ queryKey: trpc.destination.pathKey() });
    notify.success(message);
  };
}
