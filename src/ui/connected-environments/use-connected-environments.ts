import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WorkloadAddress } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';

/** The further environments that a workload is connected to, and the actions that connect and disconnect one. */
export function useConnectedEnvironments({ kind, uuid }: WorkloadAddress) {
  const queryClient = useQueryClient();
  const procedures = useWorkloadProcedures(kind);
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
  const connect = useMutation(procedures.connectEnvironment.mutationOptions({ onSuccess }));
  const disconnect = useMutation(procedures.disconnectEnvironment.mutationOptions({ onSuccess }));
  return {
    query: useQuery(procedures.listConnectedEnvironments.queryOptions({ uuid })),
    connect: (environment_uuid: string) => connect.mutateAsync({ uuid, environment_uuid }),
    disconnect: (environment_uuid: string) => disconnect.mutateAsync({ uuid, environment_uuid }),
  };
}

export type ConnectedEnvironments = ReturnType<typeof useConnectedEnvironments>;
