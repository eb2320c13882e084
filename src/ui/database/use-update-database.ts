import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { type Inputs, useTRPC } from '../trpc';

export type DatabaseChanges = Omit<Inputs['database']['update'], 'uuid'>;

/** Save some settings of a database and show the new state. Rejects with the server's reasons. */
export function useUpdateDatabase(uuid: string): (changes: DatabaseChanges) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.database.update.mutationOptions());
  return async (changes) => {
    await update.mutateAsync({ uuid, ...changes });
    await queryClient.invalidateQueries({ queryKey: trpc.database.pathKey() });
    notify.success('Saved');
  };
}
