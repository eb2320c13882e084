'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../primitives/dialog';
import { useTRPC } from '../../trpc';
import { ProofForm } from './proof-form';
import { RecoveryCodes } from './recovery-codes';

interface RenewCodesDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenewCodesDialog({ open, onOpenChange }: RenewCodesDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const renew = useMutation(trpc.twoFactor.renewRecoveryCodes.mutationOptions());
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  function change(next: boolean) {
    onOpenChange(next);
    if (!next) setCodes(null);
  }
  return (
    <Dialog
      open={open}
      keepsOpen={codes !== null}
      onOpenChange={change}
      title={codes ? 'Your new recovery codes' : 'New recovery codes'}
      description={codes ? undefined : 'Your current codes stop working.'}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => change(false)} />
      ) : (
        <ProofForm
          label="Create new codes"
          onCancel={() => change(false)}
          onProof={async (proof) => {
            setCodes((await renew.mutateAsync(proof)).recovery_codes);
            await queryClient.invalidateQueries({ queryKey: trpc.twoFactor.pathKey() });
          }}
        />
      )}
    </Dialog>
  );
}
