'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleX } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { Button } from '../primitives/button';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import type { WorkloadKind } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import type { Operation } from './operation-facts';
import { canCancel } from './operation-status';
import { operationWords } from './operation-words';

interface CancelOperationProps {
  kind: WorkloadKind;
  operation: Operation;
  /** Project of the workload; undefined until it is loaded. */
  project: string | undefined;
}

export function CancelOperation({ kind, operation, project }: CancelOperationProps) {
  const trpc = useTRPC();
  const procedures = useWorkloadProcedures(kind);
  const queryClient = useQueryClient();
  const cancel = useMutation(trpc.deployment.cancel.mutationOptions());
  const denial = useDenial('deployment:cancel', project);
  const [isAsking, setAsking] = useState(false);
  if (!canCancel(operation.status)) return null;
  const noun = operation.title.toLowerCase();
  return (
    <>
      <Button variant="danger-quiet" denied={denial} onClick={() => setAsking(true)}>
        <CircleX aria-hidden /> Cancel
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Cancel this ${noun}?`}
        confirmLabel={`Cancel ${noun}`}
        onConfirm={async () => {
          await cancel.mutateAsync({ uuid: operation.uuid });
          await Promise.all([
            queryClient.invalidateQueries({ queryKey: trpc.deployment.pathKey() }),
            queryClient.invalidateQueries({ queryKey: procedures.pathKey() }),
          ]);
          notify.success(`${operation.title} cancelled`);
        }}
      >
        <p>{operationWords(operation.kind).cancel}</p>
      </ConfirmDialog>
    </>
  );
}
