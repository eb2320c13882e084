'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import type { Variable } from '../resources';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';

interface DeleteVariableDialogProps {
  workload: WorkloadAddress;
  variable: Variable | null;
  onClose: () => void;
}

/** Dialog that deletes a variable. Its row disappears at once and comes back if the server refuses. */
export function DeleteVariableDialog({ workload, variable, onClose }: DeleteVariableDialogProps) {
  const { kind, uuid } = workload;
  const procedures = useWorkloadProcedures(kind);
  const queryClient = useQueryClient();
  const queryKey = procedures.listEnvs.queryKey({ uuid });
  const remove = useMutation(
    procedures.deleteEnv.mutationOptions({
      onMutate: async ({ env_uuid }) => {
        await queryClient.cancelQueries({ queryKey });
        const before = queryClient.getQueryData(queryKey);
        queryClient.setQueryData(queryKey, (rows) => rows?.filter((row) => row.uuid !== env_uuid));
        return { before };
      },
      onError: (_error, _input, context) => queryClient.setQueryData(queryKey, context?.before),
      onSettled: () => queryClient.invalidateQueries({ queryKey: procedures.pathKey() }),
    }),
  );
  return (
    <ConfirmDialog
      open={variable !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${variable?.key ?? ''}`}
      confirmLabel="Delete variable"
      onConfirm={async () => {
        if (variable) await remove.mutateAsync({ uuid, env_uuid: variable.uuid });
      }}
    >
      <p>
        Removes the variable and its value. The running container keeps it until the next{' '}
        {workloadKinds[kind].nextVersion}.
      </p>
    </ConfirmDialog>
  );
}
