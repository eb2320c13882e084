import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useOpenDeployment } from '../deployment/use-deploy';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { type Outputs, useTRPC } from '../trpc';

export type Preview = Outputs['application']['listPreviews'][number];

/** Previews of an application, and the actions on them. Later states arrive as events. */
export function usePreviews(uuid: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const open = useOpenDeployment(uuid);
  const { listPreviews, approvePreview, deletePreview } = trpc.application;
  return {
    query: useQuery(listPreviews.queryOptions({ uuid })),
    approve: useMutation(
      approvePreview.mutationOptions({ onSuccess: (answer) => open(answer.deployment_uuid) }),
    ),
    remove: useMutation(
      deletePreview.mutationOptions({
        onSuccess: async ({ message }) => {
          notify.success(message);
          await queryClient.invalidateQueries({ queryKey: listPreviews.pathKey() });
        },
      }),
    ),
    deploy: useMutation(
      trpc.deployment.deploy.mutationOptions({
        onError: reportFailure,
        onSuccess: (answer) =>
          open('deployments' in answer ? answer.deployments[0]?.deployment_uuid : undefined), // by uuid, not by tag
      }),
    ),
  };
}

export type Previews = ReturnType<typeof usePreviews>;
