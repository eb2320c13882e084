'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import type { Environment } from '../resources';
import { useTRPC } from '../trpc';

const schema = z.object({ name: displayName, description });

interface RenameEnvironmentDialogProps {
  project: string;
  environment: Environment | null;
  onClose: () => void;
}

export function RenameEnvironmentDialog({ project, environment, onClose }: RenameEnvironmentDialogProps) {
  return (
    <Dialog open={environment !== null} onOpenChange={(open) => !open && onClose()} title="Edit environment">
      {environment && <RenameForm project={project} environment={environment} onClose={onClose} />}
    </Dialog>
  );
}

function RenameForm({
  project,
  environment,
  onClose,
}: {
  project: string;
  environment: Environment;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.environment.update.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: environment.name, description: environment.description ?? '' },
    taken: 'name',
    send: async ({ name, description }) => {
      await update.mutateAsync({
        uuid: project,
        environment_name_or_uuid: environment.uuid,
        name,
        description: description || null,
      });
      await queryClient.invalidateQueries({ queryKey: trpc.project.pathKey() });
      onClose();
    },
  });
  return (
    <Form of={form} label="Edit environment">
      <TextField name="name" label="Name" autoFocus />
      <TextAreaField name="description" label="Description" optional rows={2} />
      <DialogFormActions onCancel={onClose}>Save</DialogFormActions>
    </Form>
  );
}
