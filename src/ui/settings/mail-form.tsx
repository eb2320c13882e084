'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { notify } from '../feedback/notify';
import { changedValues } from '../forms/changed-values';
import { Form } from '../forms/form';
import { PasswordField } from '../forms/password-field';
import { SaveBar } from '../forms/save-bar';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { MailSettings } from '../resources';
import { useTRPC } from '../trpc';

const encryptions = ['starttls', 'tls', 'none'] as const;

const schema = z.object({
  smtp_host: z.string(),
  smtp_port: z.string().regex(/^\d{0,5}$/, 'Must be a port.'),
  smtp_encryption: z.enum(encryptions),
  smtp_username: z.string(),
  smtp_password: z.string(),
  smtp_from_address: z.string(),
  smtp_from_name: z.string(),
});

export function MailForm({ settings }: { settings: MailSettings }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.settings.updateEmail.mutationOptions());
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      smtp_host: settings.smtp_host ?? '',
      smtp_port: settings.smtp_port === null ? '' : String(settings.smtp_port),
      smtp_encryption: settings.smtp_encryption ?? 'starttls',
      smtp_username: settings.smtp_username ?? '',
      smtp_password: settings.smtp_password ?? '',
      smtp_from_address: settings.smtp_from_address ?? '',
      smtp_from_name: settings.smtp_from_name ?? '',
    },
    send: async (values, { formState: { dirtyFields }, reset }) => {
      const { smtp_port: port, smtp_encryption: encryption, ...texts } = changedValues(values, dirtyFields);
      await update.mutateAsync({
        ...texts,
        ...(port === undefined ? {} : { smtp_port: port === null ? null : Number(port) }),
        ...(encryption ? { smtp_encryption: encryption } : {}),
      });
      reset(values);
      await queryClient.invalidateQueries({ queryKey: trpc.settings.pathKey() });
      notify.success('Mail settings saved');
    },
  });
  return (
    <Form of={form} label="Mail server">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem_10rem]">
        <TextField name="smtp_host" label="Host" mono placeholder="smtp.example.com" />
        <TextField name="smtp_port" label="Port" mono inputMode="numeric" placeholder="587" />
        <SelectField name="smtp_encryption" label="Encryption">
          <option value="starttls">STARTTLS</option>
          <option value="tls">TLS</option>
          <option value="none">None</option>
        </SelectField>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="smtp_username" label="User" optional mono />
        <PasswordField name="smtp_password" label="Password" autoComplete="new-password" />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="smtp_from_address"
          label="From address"
          type="email"
          placeholder="gantry@example.com"
        />
        <TextField name="smtp_from_name" label="From name" optional placeholder="Gantry" />
      </div>
      <SaveBar />
    </Form>
  );
}
