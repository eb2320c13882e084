'use client';

import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { PasswordField } from '../forms/password-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import { changesOf, type S3Storage, type S3StorageValues, storageForm, valuesOf } from './storage-values';
import type { S3Storages } from './use-s3-storages';

interface StorageDialogProps {
  /** Storage to change; null adds one. */
  storage: S3Storage | null;
  storages: S3Storages;
  onClose: () => void;
}

/** Dialog that adds or changes a storage and then validates it. */
export function StorageDialog({ storage, storages, onClose }: StorageDialogProps) {
  const form = useServerForm<S3StorageValues>({
    schema: storageForm(storage === null),
    defaultValues: valuesOf(storage),
    send: async (values) => {
      const { uuid } = storage
        ? await storages.update.mutateAsync({ uuid: storage.uuid, ...changesOf(storage, values) })
        : await storages.create.mutateAsync(values);
      onClose();
      storages.validate.mutate({ uuid });
    },
  });
  const kept = storage ? 'Leave empty to keep the current key' : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={storage ? 'Change S3 storage' : 'New S3 storage'}
    >
      <Form of={form} label="S3 storage">
        <TextField name="name" label="Name" placeholder="Offsite backups" />
        <TextField
          name="endpoint"
          label="Endpoint"
          hint="The service’s endpoint, without the bucket"
          placeholder="https://s3.us-east-1.amazonaws.com"
          mono
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="bucket" label="Bucket" mono />
          <TextField name="region" label="Region" mono />
        </div>
        <PasswordField name="key" label="Access key" hint={kept} autoComplete="new-password" />
        <PasswordField name="secret" label="Secret key" hint={kept} autoComplete="new-password" />
        <DialogFormActions onCancel={onClose}>{storage ? 'Save storage' : 'Add storage'}</DialogFormActions>
      </Form>
    </Dialog>
  );
}
