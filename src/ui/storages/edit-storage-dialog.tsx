'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import type { Storage } from '../resources';
import { workloadKinds } from '../workload/kinds';
import { type StoredWorkload, useStorageProcedures } from '../workload/use-workload-procedures';

const schema = z.object({
  mount_path: z.string(),
  content: z.string(),
  is_preview_suffix_enabled: z.boolean(),
});

interface EditStorageDialogProps {
  workload: StoredWorkload;
  storage: Storage;
  onClose: () => void;
}

export function EditStorageDialog(props: EditStorageDialogProps) {
  const { storage, onClose } = props;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} wide title={`Edit ${storage.mount_path}`}>
      <EditStorageForm {...props} />
    </Dialog>
  );
}

function EditStorageForm({ workload: { kind, uuid }, storage, onClose }: EditStorageDialogProps) {
  const procedures = useStorageProcedures(kind);
  const { isBuilt, nextVersion } = workloadKinds[kind];
  const queryClient = useQueryClient();
  const update = useMutation(procedures.updateStorage.mutationOptions());
  const content = storage.type === 'file' ? (storage.content ?? null) : null;
  const isOwnFile = storage.type === 'file' && !storage.is_directory && !storage.is_host_file;
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      mount_path: storage.mount_path,
      content: content ?? '',
      is_preview_suffix_enabled: storage.is_preview_suffix_enabled,
    },
    taken: 'mount_path',
    send: async (values, { formState: { dirtyFields } }) => {
      await update.mutateAsync({
        uuid,
        storage_uuid: storage.uuid,
        type: storage.type,
        ...(dirtyFields.mount_path ? { mount_path: values.mount_path } : {}),
        ...(dirtyFields.content ? { content: values.content } : {}),
        ...(dirtyFields.is_preview_suffix_enabled
          ? { is_preview_suffix_enabled: values.is_preview_suffix_enabled }
          : {}),
      });
      await queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
      onClose();
    },
  });
  return (
    <Form of={form} label="Storage">
      <TextField name="mount_path" label="Path in the container" mono />
      {isOwnFile && (
        <TextAreaField
          name="content"
          label="Content"
          mono
          rows={14}
          hint={
            content === null
              ? 'Hidden from your role. Anything you enter here replaces it.'
              : 'The file keeps its mode and owner on the server.'
          }
        />
      )}
      {isBuilt && (
        <SwitchField
          name="is_preview_suffix_enabled"
          label="Separate for each preview"
          hint="Otherwise, previews share it"
        />
      )}
      <DialogFormActions onCancel={onClose}>Save storage</DialogFormActions>
      <p className="text-ink-3 text-xs">Takes effect with the next {nextVersion}.</p>
    </Form>
  );
}
