import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { paths } from '../paths';
import { useTRPC } from '../trpc';

/** What can be asked of an application. Each answers at once; the states that follow arrive by events. */
export function useApplicationActions(uuid: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.application.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.deployment.pathKey() }),
    ]);
  const toDeployment = {
    onError: reportFailure,
    onSuccess: async ({ deployment_uuid }: { deployment_uuid: string }) => {
      await refresh();
      router.push(paths.deployment(uuid, deployment_uuid));
    },
  };
  const start = useMutation(trpc.application.start.mutationOptions(toDeployment));
  const restart = useMutation(trpc.application.restart.mutationOptions(toDeployment));
  const stop = useMutation(
    trpc.application.stop.mutationOptions({
      onSuccess: async ({ message }) => {
        notify.success(message);
        await refresh();
      },
    }),
  );
  const deploy = useMutation(
    trpc.deployment.deploy.mutationOptions({
      onError: reportFailure,
      onSuccess: async (answer) => {
        await refresh();
        const started = 'deployments' in answer ? answer.deployments[0] : undefined; // by uuid, not by tag
        if (started?.deployment_uuid) router.push(paths.deployment(uuid, started.deployment_uuid));
        else if (started) notify.info(started.message);
      },
    }),
  );
  return {
    isBusy: start.isPending || stop.isPending || restart.isPending || deploy.isPending,
    deploy: (force: boolean) => deploy.mutate({ uuid, force }),
    start: () => start.mutate({ uuid }),
    stop: () => stop.mutateAsync({ uuid }),
    restart: () => restart.mutate({ uuid }),
  };
}
