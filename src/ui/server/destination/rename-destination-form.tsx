'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { displayName } from '../../../domain/input/display-name';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import type { Destination } from '../../resources';
import { useTRPC } from '../../trpc';
import { useDestinationChanged } from './use-destination-changed';

const schema = z.object({ name: displayName });

export function RenameDestinationForm({
  destination: { uuid, name },
  onDone,
}: {
  destination: Destination;
  onDone: () => void;
}) {
  const update = useMutation(useTRPC().destination.update.mutationOptions());
  const changed = useDestinationChanged();
  const form = useServerForm({
    schema,
    defaultValues: { name },
    send: async (values) => {
      await update.mutateAsync({ uuid, ...values });
      await changed('Saved');
      onDone();
    },
  });
  return (
    <Form of={form} label="Rename destination">
      <TextField name="name" label="Name" autoFocus hint="Its network keeps its name" />
      <DialogFormActions onCancel={onDone}>Rename</DialogFormActions>
    </Form>
  );
}
