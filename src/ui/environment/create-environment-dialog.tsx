'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { Dialog } from '../primitives/dialog';
import { useTRPC } from '../trpc';

const schema = z.object({ name: displayName });

interface CreateEnvironmentDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  project: string;
}

export function CreateEnvironmentDialog({ open, onOpenChange, project }: CreateEnvironmentDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="New environment">
      <CreateEnvironmentForm project={project} close={() => onOpenChange(false)} />
    </Dialog>
  );
}

function CreateEnvironmentForm({ project, close }: { project: string; close: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const create = useMutation(trpc.environment.create.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: '' },
    taken: 'name',
    send: async ({ name }) => {
      const { uuid } = await create.mutateAsync({ uuid: project, name });
      await queryClient.invalidateQueries({ queryKey: trpc.project.get.queryKey({ uuid: project }) });
      close();
      router.push(paths.environment(project, uuid));
    },
  });
  return (
    <Form of={form} label="New environment">
      <TextField
        name="name"
        label="Name"
        placeholder="staging"
        autoFocus
        hint="For example staging, preview or a customer’s name."
      />
      <DialogFormActions onCancel={close}>Create environment</DialogFormActions>
    </Form>
  );
}
