'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import type { Variable } from '../resources';
import { useTRPC } from '../trpc';

interface DeleteVariableDialogProps {
  application: string;
  variable: Variable | null;
  onClose: () => void;
}

/** The row disappears at once and comes back when the server refuses. */
export function DeleteVariableDialog({ application, variable, onClose }: DeleteVariableDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const queryKey = trpc.application.listEnvs.queryKey({ uuid: application });
  const remove = useMutation(
    trpc.application.deleteEnv.mutationOptions({
      onMutate: async ({ env_uuid }) => {
        await queryClient.cancelQueries({ queryKey });
        const before = queryClient.getQueryData(queryKey);
        queryClient.setQueryData(queryKey, (rows) => rows?.filter((row) => row.uuid !== env_uuid));
        return { before };
      },
      onError: (_error, _input, context) => queryClient.setQueryData(queryKey, context?.before),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.application.pathKey() }),
    }),
  );
  return (
    <ConfirmDialog
      open={variable !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${variable?.key ?? ''}`}
      confirmLabel="Delete variable"
      onConfirm={async () => {
        if (variable) await remove.mutateAsync({ uuid: application, env_uuid: variable.uuid });
      }}
    >
      <p>Removes the variable and its value. The running container keeps it until the next deployment.</p>
    </ConfirmDialog>
  );
}
