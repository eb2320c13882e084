'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { SwitchField } from '../../forms/switch-field';
import { useServerForm } from '../../forms/use-server-form';
import { Dialog } from '../../primitives/dialog';
import { useTRPC } from '../../trpc';
import { ShownSecret } from './shown-secret';

interface RotateSecretProps {
  /** Whether there is a secret to replace. */
  isSigned: boolean;
  onClose: () => void;
}

/** Dialog that replaces the signing secret, or creates the first one, and shows it. */
export function RotateSecret({ isSigned, onClose }: RotateSecretProps) {
  const { webhookNotification } = useTRPC();
  const queryClient = useQueryClient();
  const rotate = useMutation(webhookNotification.rotateSecret.mutationOptions());
  const [secret, setSecret] = useState<string | null>(null);
  const form = useServerForm({
    defaultValues: { revoke_previous: false },
    send: async (values) => {
      setSecret((await rotate.mutateAsync(values)).signing_secret);
      await queryClient.invalidateQueries({ queryKey: webhookNotification.pathKey() });
    },
  });
  const title = isSigned ? 'Rotate the signing secret' : 'Create a signing secret';
  return (
    <Dialog
      open
      wide={secret !== null}
      keepsOpen={secret !== null}
      onOpenChange={(open) => !open && onClose()}
      title={secret === null ? title : 'The signing secret of your webhook'}
    >
      {secret === null ? (
        <Form of={form} label={title}>
          <p className="text-ink-2">
            {isSigned
              ? 'For 24 hours, deliveries are signed with the new and the previous secret, so that you can give the new one to your receiver without losing any.'
              : 'Your receiver can then check that a delivery comes from Gantry.'}
          </p>
          {isSigned && (
            <SwitchField
              name="revoke_previous"
              label="End the previous secret now"
              hint="If it has leaked. Receivers refuse deliveries until they have the new secret."
            />
          )}
          <DialogFormActions onCancel={onClose}>
            {isSigned ? 'Rotate secret' : 'Create secret'}
          </DialogFormActions>
        </Form>
      ) : (
        <ShownSecret secret={secret} onDone={onClose} />
      )}
    </Dialog>
  );
}
