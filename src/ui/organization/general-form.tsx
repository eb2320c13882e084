'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { CopyButton } from '../feedback/copy-button';
import { notify } from '../feedback/notify';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Callout } from '../primitives/callout';
import type { Organization } from '../resources';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { useRefreshOrganization } from './use-refresh';

const schema = z.object({
  name: displayName,
  description,
  max_key_days: z
    .string()
    .refine((text) => text === '' || /^[1-9]\d{0,3}$/.test(text), 'Must be a number of days, or empty.'),
  is_host_access_allowed: z.boolean(),
});

export function GeneralForm({ organization }: { organization: Organization }) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const isOwner = useCan('organization:delete');
  const update = useMutation(trpc.organization.update.mutationOptions());
  const { id, max_key_days: maxKeyDays } = organization;
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      name: organization.name,
      description: organization.description ?? '',
      max_key_days: maxKeyDays === null ? '' : String(maxKeyDays),
      is_host_access_allowed: organization.is_host_access_allowed,
    },
    send: async (values, { formState: { dirtyFields }, reset }) => {
      await update.mutateAsync({
        id,
        ...(dirtyFields.name ? { name: values.name } : {}),
        ...(dirtyFields.description ? { description: values.description || null } : {}),
        ...(dirtyFields.max_key_days
          ? { max_key_days: values.max_key_days === '' ? null : Number(values.max_key_days) }
          : {}),
        ...(dirtyFields.is_host_access_allowed
          ? { is_host_access_allowed: values.is_host_access_allowed }
          : {}),
      });
      reset(values);
      await refresh();
      notify.success('Organization saved');
    },
  });
  return (
    <Form of={form} label="Organization">
      <TextField name="name" label="Name" />
      <TextAreaField name="description" label="Description" optional rows={2} />
      <TextField
        name="max_key_days"
        label="Maximum lifetime of API tokens"
        optional
        inputMode="numeric"
        placeholder="no limit"
        className="max-w-72"
        hint="In days. Applies to new tokens."
      />
      <SwitchField
        name="is_host_access_allowed"
        label="Host access"
        disabled={!isOwner}
        hint="Owners and admins may mount server paths into containers. Only an owner can change this"
      />
      {form.form.watch('is_host_access_allowed') && (
        <Callout tone="warn" title="Containers can access files on their server">
          Owners and admins can mount files and folders of a server into the containers that run there, even
          ones that other containers or the server itself use. Every mount is recorded in the audit log.
        </Callout>
      )}
      <p className="flex items-center gap-x-1 text-ink-3 text-xs">
        <span>
          Number {organization.no} · id <code className="break-all text-ink-2">{id}</code>
        </span>
        <CopyButton text={id} label="Copy organization id" />
      </p>
      <SaveBar />
    </Form>
  );
}
