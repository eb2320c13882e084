import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { reportFailure } from '../feedback/report-failure';
import { reportValidation } from '../feedback/report-validation';
import { useTRPC } from '../trpc';

/** S3 storages of the organization, and the actions on them. */
export function useS3Storages() {
  const { s3Storage } = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: s3Storage.pathKey() });
  return {
    query: useQuery(s3Storage.list.queryOptions({})),
    create: useMutation(s3Storage.create.mutationOptions({ onSuccess: refresh })),
    update: useMutation(s3Storage.update.mutationOptions({ onSuccess: refresh })),
    remove: useMutation(s3Storage.delete.mutationOptions({ onSuccess: refresh })),
    validate: useMutation(
      s3Storage.validate.mutationOptions({
        async onSuccess(result) {
          reportValidation(result);
          await refresh();
        },
        onError: reportFailure,
      }),
    ),
  };
}

export type S3Storages = ReturnType<typeof useS3Storages>;
