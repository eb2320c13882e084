import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { type Outputs, useTRPC } from '../trpc';

export type Catalogue = Outputs['catalogue']['list'][number];

/** Catalogues of the organization, and the actions on them. */
export function useCatalogues() {
  const { catalogue, template } = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: catalogue.pathKey() }),
      queryClient.invalidateQueries({ queryKey: template.pathKey() }),
    ]);
  return {
    query: useQuery(catalogue.list.queryOptions({})),
    create: useMutation(catalogue.create.mutationOptions({ onSuccess })),
    remove: useMutation(catalogue.delete.mutationOptions({ onSuccess })),
    refresh: useMutation(
      catalogue.refresh.mutationOptions({
        onSuccess: ({ message }) => notify.success(message),
        onError: reportFailure,
      }),
    ),
  };
}

export type Catalogues = ReturnType<typeof useCatalogues>;
