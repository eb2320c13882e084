'use client';

import { z } from 'zod';
import { hostAddress } from '../../domain/input/address/host-address';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { sshUser } from '../../domain/input/ssh-user';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { Server } from '../resources';
import { KeyPicker } from './key-picker';
import { useUpdateServer } from './use-update-server';

const schema = z.object({
  name: displayName,
  description,
  ip: hostAddress,
  port: z.string().regex(/^\d{1,5}$/, 'Must be a port.'),
  user: sshUser,
  private_key_uuid: z.string(),
});

export function ServerConnectionForm({ server }: { server: Server }) {
  const update = useUpdateServer(server.uuid);
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      name: server.name,
      description: server.description ?? '',
      // The API leaves these out for callers who only see names; they cannot save either.
      ip: server.ip ?? '',
      port: String(server.port ?? ''),
      user: server.user ?? '',
      private_key_uuid: server.private_key_uuid ?? '',
    },
    send: async (values, { formState: { dirtyFields }, reset }) => {
      const { name, ip, user, private_key_uuid } = values;
      await update({
        ...(dirtyFields.name ? { name } : {}),
        ...(dirtyFields.description ? { description: values.description || null } : {}),
        ...(dirtyFields.ip ? { ip } : {}),
        ...(dirtyFields.port ? { port: Number(values.port) } : {}),
        ...(dirtyFields.user ? { user } : {}),
        ...(dirtyFields.private_key_uuid ? { private_key_uuid } : {}),
      });
      reset(values);
    },
  });
  return (
    <Form of={form} label="Connection">
      <TextField name="name" label="Name" />
      <TextField name="description" label="Description" optional />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem_8rem]">
        <TextField name="ip" label="Address" mono />
        <TextField name="port" label="SSH port" inputMode="numeric" mono />
        <TextField name="user" label="User" mono />
      </div>
      <KeyPicker name="private_key_uuid" showHelp={false} />
      <SaveBar />
    </Form>
  );
}
