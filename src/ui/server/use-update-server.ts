import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { type Inputs, useTRPC } from '../trpc';

type ServerChanges = Omit<Inputs['server']['update'], 'uuid'>;

/** Save some fields of a server and show the new state. */
export function useUpdateServer(uuid: string): (changes: ServerChanges) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.server.update.mutationOptions());
  return async (changes) => {
    await update.mutateAsync({ uuid, ...changes });
    await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
    notify.success('Server saved');
  };
}
