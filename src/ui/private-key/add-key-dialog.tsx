'use client';

import { Dialog } from '../primitives/dialog';
import { AddKeyForm } from './add-key-form';

interface AddKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Called with the uuid of the new key. */
  onAdded: (uuid: string) => void;
}

export function AddKeyDialog({ open, onOpenChange, onAdded }: AddKeyDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="New private key" wide>
      <AddKeyForm
        onCancel={() => onOpenChange(false)}
        onAdded={(uuid) => {
          onOpenChange(false);
          onAdded(uuid);
        }}
      />
    </Dialog>
  );
}
