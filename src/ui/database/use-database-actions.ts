import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { useTRPC } from '../trpc';

/** Actions on a database. Each returns immediately; later states arrive as events. */
export function useDatabaseActions(uuid: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = async ({ message }: { message: string }) => {
    notify.success(message);
    await queryClient.invalidateQueries({ queryKey: trpc.database.pathKey() });
  };
  const start = useMutation(trpc.database.start.mutationOptions({ onSuccess, onError: reportFailure }));
  const restart = useMutation(trpc.database.restart.mutationOptions({ onSuccess }));
  const stop = useMutation(trpc.database.stop.mutationOptions({ onSuccess }));
  return {
    isBusy: start.isPending || stop.isPending || restart.isPending,
    start: () => start.mutate({ uuid }),
    stop: () => stop.mutateAsync({ uuid }),
    restart: () => restart.mutateAsync({ uuid }),
  };
}
