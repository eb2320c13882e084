'use client';

import { z } from 'zod';
import { hostAddress } from '../../domain/input/address/host-address';
import { displayName } from '../../domain/input/display-name';
import { sshUser } from '../../domain/input/ssh-user';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { ButtonLink } from '../primitives/button-link';
import { KeyPicker } from './key-picker';
import { ProxyTypeField } from './proxy/proxy-type-field';

const schema = z.object({
  name: displayName,
  ip: z.string().trim().pipe(hostAddress),
  port: z.string().regex(/^\d{1,5}$/, 'Must be a port.'),
  user: sshUser,
  private_key_uuid: z.string().min(1, 'Choose a key that the server trusts.'),
  proxy_type: z.enum(['caddy', 'traefik', 'none']),
});

export type NewServer = z.infer<typeof schema>;

export function NewServerForm({ onEntered }: { onEntered: (server: NewServer) => void }) {
  const form = useServerForm<NewServer>({
    schema,
    defaultValues: { name: '', ip: '', port: '22', user: 'root', private_key_uuid: '', proxy_type: 'caddy' },
    send: async (values) => onEntered(values),
  });
  return (
    <Form of={form} label="Server" className="space-y-5">
      <TextField name="name" label="Name" placeholder="web-1" autoFocus />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem_8rem]">
        <TextField name="ip" label="Address" placeholder="203.0.113.10 or hostname" mono />
        <TextField name="port" label="SSH port" inputMode="numeric" mono />
        <TextField name="user" label="User" mono />
      </div>
      <KeyPicker name="private_key_uuid" />
      <ProxyTypeField hint="Receives traffic on ports 80 and 443, obtains certificates, and routes each domain to its application." />
      <div className="flex justify-end gap-2 border-line border-t pt-4">
        <ButtonLink href={paths.servers()}>Cancel</ButtonLink>
        <Button type="submit" variant="primary">
          Continue
        </Button>
      </div>
    </Form>
  );
}
