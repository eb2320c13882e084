import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { type Inputs, useTRPC } from '../trpc';

export type ApplicationChanges = Omit<Inputs['application']['update'], 'uuid'>;

/** Save some settings of an application and show the new state. Rejects with the server's reasons. */
export function useUpdateApplication(uuid: string): (changes: ApplicationChanges) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.application.update.mutationOptions());
  return async (changes) => {
    await update.mutateAsync({ uuid, ...changes });
    await queryClient.invalidateQueries({ queryKey: trpc.application.pathKey() });
    notify.success('Saved');
  };
}
