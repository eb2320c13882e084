import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { reportFailure } from '../feedback/report-failure';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import type { WorkloadAddress } from './kinds';
import { useWorkloadProcedures } from './use-workload-procedures';

/** Tags of a workload, the names of all existing ones, and the actions that add and remove one. */
export function useTags({ kind, uuid }: WorkloadAddress) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const procedures = useWorkloadProcedures(kind);
  const existing = useQuery(trpc.tag.list.queryOptions({}, { enabled: useCan('tag:read') }));
  const onSuccess = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: procedures.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.tag.pathKey() }),
    ]);
  const attach = useMutation(procedures.attachTags.mutationOptions({ onSuccess }));
  const detach = useMutation(procedures.detachTag.mutationOptions({ onSuccess, onError: reportFailure }));
  return {
    query: useQuery(procedures.listTags.queryOptions({ uuid })),
    existing: existing.data?.map(({ name }) => name) ?? [],
    attach: (tag_names: string[]) => attach.mutateAsync({ uuid, tag_names }),
    detach: (tag_uuid: string) => detach.mutate({ uuid, tag_uuid }),
  };
}
