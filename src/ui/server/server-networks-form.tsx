'use client';

import { z } from 'zod';
import { networkPool } from '../../domain/input/address/network-pool';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { Server } from '../resources';
import { useUpdateServer } from './use-update-server';

const schema = z.object({ network_pool: networkPool });

export function ServerNetworksForm({ server }: { server: Server }) {
  const update = useUpdateServer(server.uuid);
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: { network_pool: server.settings.network_pool },
    send: async (values, { reset }) => {
      await update(values);
      reset(values);
    },
  });
  return (
    <Form of={form} label="Subnets">
      <TextField
        name="network_pool"
        label="Range"
        mono
        hint="A private IPv4 range such as 10.213.0.0/16. Each network gets 64 addresses"
      />
      <SaveBar />
    </Form>
  );
}
