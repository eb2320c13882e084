import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { reportFailure } from '../../feedback/report-failure';
import { reportValidation } from '../../feedback/report-validation';
import { type Outputs, useTRPC } from '../../trpc';

export type GitToken = Outputs['gitToken']['list'][number];

/** Git tokens of the organization, and the actions on them. */
export function useGitTokens() {
  const { gitToken } = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: gitToken.pathKey() });
  return {
    query: useQuery(gitToken.list.queryOptions({})),
    create: useMutation(gitToken.create.mutationOptions({ onSuccess: refresh })),
    update: useMutation(gitToken.update.mutationOptions({ onSuccess: refresh })),
    remove: useMutation(
      gitToken.delete.mutationOptions({
        // Only the list: the dialog is still open, and its query of the token's applications would get a 404.
        onSuccess: () => queryClient.invalidateQueries({ queryKey: gitToken.list.pathKey() }),
      }),
    ),
    validate: useMutation(
      gitToken.validate.mutationOptions({ onSuccess: reportValidation, onError: reportFailure }),
    ),
  };
}

export type GitTokens = ReturnType<typeof useGitTokens>;
