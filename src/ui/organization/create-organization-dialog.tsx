'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { Form } from '../forms/form';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { Dialog, DialogActions } from '../primitives/dialog';
import { useTRPC } from '../trpc';
import { useSwitchOrganization } from './use-switch-organization';

const schema = z.object({ name: displayName, description });

interface CreateOrganizationDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreateOrganizationDialog({ open, onOpenChange }: CreateOrganizationDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New organization"
      description="It has its own projects, servers, keys, members and tokens. You become its owner, and the console switches to it."
    >
      <CreateOrganizationForm onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

function CreateOrganizationForm({ onCancel }: { onCancel: () => void }) {
  const trpc = useTRPC();
  const create = useMutation(trpc.organization.create.mutationOptions());
  const { switchTo, isSwitching } = useSwitchOrganization();
  const form = useServerForm({
    schema,
    defaultValues: { name: '', description: '' },
    send: async ({ name, description }) => {
      const { id } = await create.mutateAsync({ name, ...(description ? { description } : {}) });
      switchTo(id);
    },
  });
  return (
    <Form of={form} label="New organization">
      <TextField name="name" label="Name" autoFocus placeholder="Your team or company" />
      <TextAreaField name="description" label="Description" optional rows={2} />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting || isSwitching}>
          Create organization
        </Button>
      </DialogActions>
    </Form>
  );
}
