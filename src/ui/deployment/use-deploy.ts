import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { notify } from '../feedback/notify';
import { paths } from '../paths';
import { useTRPC } from '../trpc';

/** Open the page of a deployment that was just requested, and refetch everything that it changes. */
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

/** Deploy an application, in its current state or as planned. */
export function useDeploy(application: string, options: { onError?: (error: unknown) => void } = {}) {
  const trpc = useTRPC();
  const open = useOpenDeployment(application);
  return useMutation(
    trpc.deployment.deploy.mutationOptions({
      ...options,
      onSuccess: async (answer) => {
        const started = 'deployments' in answer ? answer.deployments[0] : undefined; // requested by uuid, not by tag
        await open(started?.deployment_uuid);
        if (started && !started.deployment_uuid) notify.info(started.message);
      },
    }),
  );
}
