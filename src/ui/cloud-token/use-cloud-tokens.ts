import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { reportFailure } from '../feedback/report-failure';
import { reportValidation } from '../feedback/report-validation';
import { type Outputs, useTRPC } from '../trpc';

export type CloudToken = Outputs['cloudToken']['list'][number];

/** Cloud tokens of the organization, and the actions on them. */
export function useCloudTokens() {
  const { cloudToken } = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: cloudToken.pathKey() });
  return {
    query: useQuery(cloudToken.list.queryOptions({})),
    create: useMutation(cloudToken.create.mutationOptions({ onSuccess: refresh })),
    rename: useMutation(cloudToken.update.mutationOptions({ onSuccess: refresh })),
    remove: useMutation(cloudToken.delete.mutationOptions({ onSuccess: refresh })),
    validate: useMutation(
      cloudToken.validate.mutationOptions({ onSuccess: reportValidation, onError: reportFailure }),
    ),
  };
}

export type CloudTokens = ReturnType<typeof useCloudTokens>;
