'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../../feedback/notify';
import { Dialog } from '../../primitives/dialog';
import { useTRPC } from '../../trpc';
import { ProofForm } from './proof-form';

interface DisableDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function DisableDialog({ open, onOpenChange }: DisableDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const disable = useMutation(trpc.twoFactor.disable.mutationOptions());
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Turn off two-factor authentication"
      description="You will sign in with your password alone. Your recovery codes stop working; remove Gantry from your authenticator app."
    >
      <ProofForm
        label="Turn off"
        danger
        onCancel={() => onOpenChange(false)}
        onProof={async (proof) => {
          await disable.mutateAsync(proof);
          await Promise.all([
            queryClient.invalidateQueries({ queryKey: trpc.twoFactor.pathKey() }),
            queryClient.invalidateQueries({ queryKey: trpc.profile.pathKey() }),
            queryClient.invalidateQueries({ queryKey: trpc.session.current.pathKey() }),
          ]);
          onOpenChange(false);
          notify.success('Two-factor authentication is off');
        }}
      />
    </Dialog>
  );
}
