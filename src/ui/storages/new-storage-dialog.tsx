'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileText, Folder, HardDrive, Server } from 'lucide-react';
import { ChoiceField } from '../forms/choice-field';
import { Form } from '../forms/form';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Dialog, DialogActions } from '../primitives/dialog';
import { workloadKinds } from '../workload/kinds';
import { type StoredWorkload, useStorageProcedures } from '../workload/use-workload-procedures';
import { type StorageValues, storageForm, storageRequest } from './storage-request';

interface NewStorageDialogProps {
  workload: StoredWorkload;
  onClose: () => void;
}

const choices = [
  { value: 'volume', icon: HardDrive, title: 'Volume', text: 'Docker keeps its data on the server' },
  { value: 'file', icon: FileText, title: 'File', text: 'Its content is written here' },
  { value: 'directory', icon: Folder, title: 'Folder', text: 'Of its own on the server' },
  { value: 'bind', icon: Server, title: 'Path of the server', text: 'For owners and admins, where allowed' },
];

export function NewStorageDialog({ workload, onClose }: NewStorageDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} wide title="Add storage">
      <NewStorageForm workload={workload} onClose={onClose} />
    </Dialog>
  );
}

function NewStorageForm({ workload: { kind, uuid }, onClose }: NewStorageDialogProps) {
  const procedures = useStorageProcedures(kind);
  const queryClient = useQueryClient();
  const create = useMutation(procedures.createStorage.mutationOptions());
  const form = useServerForm<StorageValues>({
    schema: storageForm,
    defaultValues: { kind: 'volume', name: '', mount_path: '', host_path: '', content: '' },
    aliases: { fs_path: 'name' },
    taken: 'mount_path',
    send: async (values) => {
      await create.mutateAsync({ uuid, ...storageRequest(values) });
      await queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
      onClose();
    },
  });
  const chosen = form.form.watch('kind');
  return (
    <Form of={form} label="Storage">
      <ChoiceField name="kind" label="Kind" choices={choices} />
      <TextField
        name="mount_path"
        label="Path in the container"
        mono
        placeholder={chosen === 'file' ? '/etc/app.conf' : '/data'}
      />
      {chosen !== 'file' && <TextField name="name" label="Name" mono placeholder="data" />}
      {chosen === 'bind' && (
        <>
          <TextField name="host_path" label="Path on the server" mono placeholder="/srv/data" />
          <Callout tone="warn" title="The container can read and change what is there">
            Only owners and admins may mount paths of a server, and only where an owner has allowed it in the
            settings of the organization. Folders of the system and the Docker socket are never mounted.
          </Callout>
        </>
      )}
      {chosen === 'file' && (
        <TextAreaField name="content" label="Content" mono rows={10} hint="Stored encrypted. 5 MB at most." />
      )}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
          Add storage
        </Button>
      </DialogActions>
      <p className="text-ink-3 text-xs">Takes effect with the next {workloadKinds[kind].nextVersion}.</p>
    </Form>
  );
}
