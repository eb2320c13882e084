'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleX } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { Button } from '../primitives/button';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import type { Deployment } from './deployment-facts';
import { canCancel } from './deployment-status';

interface CancelDeploymentProps {
  deployment: Deployment;
  /** Of its application; undefined until that is loaded. */
  project: string | undefined;
}

export function CancelDeployment({ deployment, project }: CancelDeploymentProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(trpc.deployment.cancel.mutationOptions());
  const denial = useDenial('deployment:cancel', project);
  const [isAsking, setAsking] = useState(false);
  if (!canCancel(deployment.status)) return null;
  return (
    <>
      <Button variant="danger-quiet" denied={denial} onClick={() => setAsking(true)}>
        <CircleX aria-hidden /> Cancel
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Cancel this deployment?"
        confirmLabel="Cancel deployment"
        onConfirm={async () => {
          await cancel.mutateAsync({ uuid: deployment.deployment_uuid });
          await queryClient.invalidateQueries({ queryKey: trpc.deployment.pathKey() });
          notify.success('Deployment cancelled');
        }}
      >
        <p>Its build is ended and its new container is removed. The version that runs now is not touched.</p>
      </ConfirmDialog>
    </>
  );
}
