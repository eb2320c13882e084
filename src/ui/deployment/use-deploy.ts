import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { notify } from '../feedback/notify';
import { paths } from '../paths';
import { useTRPC } from '../trpc';

/** Lead to a deployment that was just asked for, with fresh states of everything it touches. */
export function useOpenDeployment(application: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  return async (deployment: string | undefined) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.application.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.deployment.pathKey() }),
    ]);
    if (deployment !== undefined) router.push(paths.deployment(application, deployment));
  };
}

/** Deploy an application, as it is or as it was planned. */
export function useDeploy(application: string, options: { onError?: (error: unknown) => void } = {}) {
  const trpc = useTRPC();
  const open = useOpenDeployment(application);
  return useMutation(
    trpc.deployment.deploy.mutationOptions({
      ...options,
      onSuccess: async (answer) => {
        const started = 'deployments' in answer ? answer.deployments[0] : undefined; // by uuid, not by tag
        await open(started?.deployment_uuid);
        if (started && !started.deployment_uuid) notify.info(started.message);
      },
    }),
  );
}
