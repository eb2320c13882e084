import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { type Inputs, useTRPC } from '../trpc';

/** Change some settings of the instance and show them; data of other pages that depends on them is refetched. */
export function useSaveSettings(): (changes: Inputs['settings']['update']) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.settings.update.mutationOptions());
  return async (changes) => {
    const saved = await update.mutateAsync(changes);
    queryClient.setQueryData(trpc.settings.get.queryKey({}), saved);
    notify.success('Settings saved');
    await queryClient.invalidateQueries({ queryKey: trpc.session.pathKey() });
  };
}
