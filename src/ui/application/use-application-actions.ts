import { useMutation } from '@tanstack/react-query';
import { useDeploy, useOpenDeployment } from '../deployment/use-deploy';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { useTRPC } from '../trpc';

/** Actions on an application. Each returns immediately; later states arrive as events. */
export function useApplicationActions(uuid: string) {
  const trpc = useTRPC();
  const open = useOpenDeployment(uuid);
  const toDeployment = {
    onError: reportFailure,
    onSuccess: ({ deployment_uuid }: { deployment_uuid: string }) => open(deployment_uuid),
  };
  const start = useMutation(trpc.application.start.mutationOptions(toDeployment));
  const restart = useMutation(trpc.application.restart.mutationOptions(toDeployment));
  const stop = useMutation(
    trpc.application.stop.mutationOptions({
      onSuccess: async ({ message }) => {
        notify.success(message);
        await open(undefined);
      },
    }),
  );
  const deploy = useDeploy(uuid, { onError: reportFailure });
  return {
    isBusy: start.isPending || stop.isPending || restart.isPending || deploy.isPending,
    deploy: (force: boolean) => deploy.mutate({ uuid, force }),
    start: () => start.mutate({ uuid }),
    stop: () => stop.mutateAsync({ uuid }),
    restart: () => restart.mutate({ uuid }),
  };
}
