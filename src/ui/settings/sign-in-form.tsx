'use client';

import { z } from 'zod';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { SwitchField } from '../forms/switch-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { InstanceSettings } from '../resources';
import { useSaveSettings } from './use-save-settings';

const schema = z.object({
  instance_name: z
    .string()
    .trim()
    .min(1, 'Name the instance.')
    .max(64, 'Must not be longer than 64 characters.'),
  is_registration_enabled: z.boolean(),
  is_two_factor_required: z.boolean(),
});

/** Form for the name of the instance and the ways to sign in. */
export function SignInForm({ settings }: { settings: InstanceSettings }) {
  const save = useSaveSettings();
  const { instance_name, is_registration_enabled, is_two_factor_required } = settings;
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: { instance_name, is_registration_enabled, is_two_factor_required },
    send: async (values, { reset }) => {
      await save(values);
      reset(values);
    },
  });
  return (
    <Form of={form} label="Instance">
      <TextField name="instance_name" label="Name" />
      <SwitchField
        name="is_registration_enabled"
        label="Registration"
        hint="Anyone who can reach the sign-in page can create an account with their own organization."
      />
      <SwitchField
        name="is_two_factor_required"
        label="Require two-factor authentication"
        hint="Users without a second factor must set it up before they can continue. Tokens keep working."
      />
      <SaveBar />
    </Form>
  );
}
