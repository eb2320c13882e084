'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { SelectField } from '../../forms/select-field';
import { useServerForm } from '../../forms/use-server-form';
import { useTRPC } from '../../trpc';
import { type ApplicationDestination, useDestinationsChanged } from './use-destinations';

interface AddDestinationProps {
  /** Of the application. */
  uuid: string;
  /** Its destinations: it runs once on each server. */
  taken: readonly ApplicationDestination[];
  onDone: () => void;
}

const schema = z.object({ destination_uuid: z.string().min(1, 'Choose a destination.') });

/** Form that adds a destination on another server to an application. */
export function AddDestination({ uuid, taken, onDone }: AddDestinationProps) {
  const trpc = useTRPC();
  const destinations = useQuery(trpc.destination.list.queryOptions({}));
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const add = useMutation(trpc.application.addDestination.mutationOptions());
  const changed = useDestinationsChanged();
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: { destination_uuid: '' },
    taken: 'destination_uuid',
    send: async ({ destination_uuid }) => {
      await add.mutateAsync({ uuid, destination_uuid });
      await changed('Destination added');
      onDone();
    },
  });
  const free = (servers.data ?? []).filter(
    (server) => !server.settings.is_build_server && taken.every((each) => each.server_uuid !== server.uuid),
  );
  const choices = free.flatMap((server) =>
    (destinations.data ?? [])
      .filter(({ server_uuid }) => server_uuid === server.uuid)
      .map((each) => ({ uuid: each.uuid, label: `${server.name}: ${each.name}` })),
  );
  const isEmpty = servers.isSuccess && destinations.isSuccess && choices.length === 0;
  return (
    <Form of={form} label="Add a destination">
      <SelectField name="destination_uuid" label="Destination">
        <option value="">Choose a server</option>
        {choices.map((choice) => (
          <option key={choice.uuid} value={choice.uuid}>
            {choice.label}
          </option>
        ))}
      </SelectField>
      <p className="text-ink-2">
        Nothing is deployed yet: the next deployment brings its release there too, or press Deploy now. To
        receive traffic there, point the DNS of its domains to that server as well.
      </p>
      <DialogFormActions
        onCancel={onDone}
        denied={isEmpty ? 'There is no destination on another server. Add a server first.' : null}
      >
        Add destination
      </DialogFormActions>
    </Form>
  );
}
