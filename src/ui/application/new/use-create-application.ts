import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../trpc';
import { dockerfileRequest, gitRequest, imageRequest } from './create-request';
import type { NewApplication } from './new-application-schema';

export interface CreatedApplication {
  uuid: string;
  /** Uuid of the first deployment; null when none was requested. */
  deployment: string | null;
}

/** Create an application through the procedure of the chosen source. */
export function useCreateApplication(): (values: NewApplication) => Promise<CreatedApplication> {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const fromImage = useMutation(trpc.application.createDockerImage.mutationOptions());
  const fromDockerfile = useMutation(trpc.application.createDockerfile.mutationOptions());
  const fromPublic = useMutation(trpc.application.createPublic.mutationOptions());
  const fromGithubApp = useMutation(trpc.application.createPrivateGithubApp.mutationOptions());
  const fromDeployKey = useMutation(trpc.application.createPrivateDeployKey.mutationOptions());

  function send(values: NewApplication): Promise<{ uuid: string }> {
    switch (values.source) {
      case 'image':
        return fromImage.mutateAsync(imageRequest(values));
      case 'dockerfile':
        return fromDockerfile.mutateAsync(dockerfileRequest(values));
      case 'public':
        return fromPublic.mutateAsync(gitRequest(values));
      case 'github-app':
        return fromGithubApp.mutateAsync({ ...gitRequest(values), github_app_uuid: values.github_app_uuid });
      case 'deploy-key':
        return fromDeployKey.mutateAsync({
          ...gitRequest(values),
          private_key_uuid: values.private_key_uuid,
          ...(values.gitlab_app_uuid !== '' && { gitlab_app_uuid: values.gitlab_app_uuid }),
        });
    }
  }

  return async (values) => {
    const { uuid } = await send(values);
    await queryClient.invalidateQueries({ queryKey: trpc.application.pathKey() });
    if (!values.instant_deploy) return { uuid, deployment: null };
    const { deployments } = await client.deployment.listByApplication.query({ uuid, skip: 0, take: 1 });
    return { uuid, deployment: deployments[0]?.deployment_uuid ?? null };
  };
}
