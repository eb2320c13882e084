'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { displayName } from '../../../domain/input/display-name';
import { destinationNetwork } from '../../../domain/input/docker/docker-name';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { orEmpty } from '../../forms/or-empty';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { useTRPC } from '../../trpc';
import { useDestinationChanged } from './use-destination-changed';

const schema = z.object({ network: destinationNetwork, name: orEmpty(displayName) });

/** Form that creates a destination on a server. */
export function NewDestinationForm({ server, onDone }: { server: string; onDone: () => void }) {
  const create = useMutation(useTRPC().destination.create.mutationOptions());
  const changed = useDestinationChanged();
  const form = useServerForm<z.input<typeof schema>>({
    schema,
    defaultValues: { network: '', name: '' },
    taken: 'network',
    send: async ({ network, name }) => {
      await create.mutateAsync({ server_uuid: server, network, ...(name === '' ? {} : { name }) });
      await changed('Destination created');
      onDone();
    },
  });
  return (
    <Form of={form} label="New destination">
      <TextField
        name="network"
        label="Network"
        mono
        autoFocus
        placeholder="internal"
        hint="Name of its Docker network, which cannot be changed. It is created with the first deployment"
      />
      <TextField name="name" label="Name" optional hint="Shown when a workload is created" />
      <p className="text-ink-2">
        Environments start isolated: each has its own network on the destination. An owner can let them share
        one afterwards.
      </p>
      <DialogFormActions onCancel={onDone}>Create destination</DialogFormActions>
    </Form>
  );
}
