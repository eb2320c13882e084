'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { Dialog } from '../primitives/dialog';
import { useTRPC } from '../trpc';

const schema = z.object({ name: displayName, description });

interface CreateProjectDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreateProjectDialog({ open, onOpenChange }: CreateProjectDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New project"
      description="It starts with one environment, production."
    >
      <CreateProjectForm onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

function CreateProjectForm({ onCancel }: { onCancel: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const create = useMutation(trpc.project.create.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: '', description: '' },
    send: async ({ name, description }) => {
      const { uuid } = await create.mutateAsync({ name, description: description || null });
      router.push(paths.project(uuid));
    },
  });
  return (
    <Form of={form} label="New project">
      <TextField name="name" label="Name" autoFocus />
      <TextAreaField name="description" label="Description" optional rows={2} />
      <DialogFormActions onCancel={onCancel}>Create project</DialogFormActions>
    </Form>
  );
}
