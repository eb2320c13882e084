'use client';

import { useQueryClient } from '@tanstack/react-query';
import { FileText, Folder, HardDrive, Server } from 'lucide-react';
import { ChoiceField } from '../forms/choice-field';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Callout } from '../primitives/callout';
import { Dialog } from '../primitives/dialog';
import { workloadKinds } from '../workload/kinds';
import { type StoredWorkload, useStorageProcedures } from '../workload/use-workload-procedures';
import type { MountedComponent } from './mounted-component';
import { type StorageValues, storageForm, storageRequest } from './storage-request';
import { useCreateStorage } from './use-create-storage';

interface NewStorageDialogProps {
  workload: StoredWorkload;
  components?: readonly MountedComponent[] | undefined;
  onClose: () => void;
}

const choices = [
  { value: 'volume', icon: HardDrive, title: 'Volume', text: 'Docker keeps its data on the server' },
  { value: 'file', icon: FileText, title: 'File', text: 'Its content is written here' },
  { value: 'directory', icon: Folder, title: 'Folder', text: 'Of its own on the server' },
  { value: 'bind', icon: Server, title: 'Path of the server', text: 'For owners and admins, where allowed' },
];

export function NewStorageDialog(props: NewStorageDialogProps) {
  const { onClose } = props;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} wide title="Add storage">
      <NewStorageForm {...props} />
    </Dialog>
  );
}

function NewStorageForm({ workload, components = [], onClose }: NewStorageDialogProps) {
  const { kind } = workload;
  const procedures = useStorageProcedures(kind);
  const queryClient = useQueryClient();
  const create = useCreateStorage(workload);
  const form = useServerForm<StorageValues>({
    schema: storageForm,
    defaultValues: {
      kind: 'volume',
      name: '',
      mount_path: '',
      host_path: '',
      content: '',
      resource_uuid: components[0]?.uuid ?? '',
    },
    aliases: { fs_path: 'name' },
    taken: 'mount_path',
    send: async (values) => {
      await create(storageRequest(values), values.resource_uuid);
      await queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
      onClose();
    },
  });
  const chosen = form.form.watch('kind');
  return (
    <Form of={form} label="Storage">
      {components.length > 0 && (
        <SelectField name="resource_uuid" label="Mounted into">
          {components.map(({ uuid, name }) => (
            <option key={uuid} value={uuid}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
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
      <DialogFormActions onCancel={onClose}>Add storage</DialogFormActions>
      <p className="text-ink-3 text-xs">Takes effect with the next {workloadKinds[kind].nextVersion}.</p>
    </Form>
  );
}
