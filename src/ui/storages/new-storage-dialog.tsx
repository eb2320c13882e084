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
  { value: 'volume', icon: HardDrive, title: 'Volume', text: 'Managed by Docker on the server' },
  { value: 'file', icon: FileText, title: 'File', text: 'With content that you enter here' },
  { value: 'directory', icon: Folder, title: 'Folder', text: 'A new folder on the server' },
  { value: 'bind', icon: Server, title: 'Server path', text: 'For owners and admins, if allowed' },
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
        <SelectField name="resource_uuid" label="Component">
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
          <Callout tone="warn" title="The container can read and change everything in this path">
            Only owners and admins may mount server paths, and only if an owner has allowed it in the
            organization’s settings. System folders and the Docker socket can never be mounted.
          </Callout>
        </>
      )}
      {chosen === 'file' && (
        <TextAreaField name="content" label="Content" mono rows={10} hint="Stored encrypted. Up to 5 MB." />
      )}
      <DialogFormActions onCancel={onClose}>Add storage</DialogFormActions>
      <p className="text-ink-3 text-xs">Takes effect with the next {workloadKinds[kind].nextVersion}.</p>
    </Form>
  );
}
