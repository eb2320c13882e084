import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { useTRPC } from '../trpc';

/** Actions on a service. Each returns immediately; later states arrive as events. */
export function useStackActions(uuid: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = async ({ message }: { message: string }) => {
    notify.success(message);
    await queryClient.invalidateQueries({ queryKey: trpc.stack.pathKey() });
  };
  const start = useMutation(trpc.stack.start.mutationOptions({ onSuccess, onError: reportFailure }));
  const deploy = useMutation(trpc.stack.deploy.mutationOptions({ onSuccess, onError: reportFailure }));
  const restart = useMutation(trpc.stack.restart.mutationOptions({ onSuccess }));
  const stop = useMutation(trpc.stack.stop.mutationOptions({ onSuccess }));
  return {
    isBusy: start.isPending || deploy.isPending || stop.isPending || restart.isPending,
    start: () => start.mutate({ uuid }),
    deploy: () => deploy.mutate({ uuid }),
    stop: () => stop.mutateAsync({ uuid }),
    restart: () => restart.mutateAsync({ uuid }),
  };
}
