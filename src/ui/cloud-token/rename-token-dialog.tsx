'use client';

import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import type { CloudToken, CloudTokens } from './use-cloud-tokens';

interface RenameTokenDialogProps {
  token: CloudToken;
  tokens: CloudTokens;
  onClose: () => void;
}

export function RenameTokenDialog({ token, tokens, onClose }: RenameTokenDialogProps) {
  const form = useServerForm<{ name: string }>({
    defaultValues: { name: token.name },
    send: async ({ name }) => {
      await tokens.rename.mutateAsync({ uuid: token.uuid, name });
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Rename cloud token">
      <Form of={form} label="Cloud token">
        <TextField name="name" label="Name" />
        <DialogFormActions onCancel={onClose}>Save name</DialogFormActions>
      </Form>
    </Dialog>
  );
}
