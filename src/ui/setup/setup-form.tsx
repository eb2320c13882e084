'use client';

import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { emailAddress } from '../../domain/input/email-address';
import { Form } from '../forms/form';
import { orEmpty } from '../forms/or-empty';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { signInAndLoad } from '../session/credentials';
import { newPassword } from '../session/new-password';
import { NewPasswordField } from '../session/new-password-field';
import { SubmitButton } from '../session/submit-button';
import { useTRPC } from '../trpc';

const schema = z.object({
  setup_token: z.string().trim().min(1, 'Paste the setup token that was printed when Gantry started.'),
  name: displayName,
  email: emailAddress,
  password: newPassword,
  organization_name: orEmpty(displayName),
});

export function SetupForm() {
  const trpc = useTRPC();
  const token = useSearchParams().get('token') ?? '';
  const create = useMutation(trpc.setup.createOwner.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { setup_token: token, name: '', email: '', password: '', organization_name: '' },
    send: async ({ organization_name, ...owner }) => {
      await create.mutateAsync({ ...owner, ...(organization_name ? { organization_name } : {}) });
      await signInAndLoad(owner, paths.home());
    },
  });
  return (
    <Form of={form} label="Owner">
      {token === '' && (
        <TextField
          name="setup_token"
          label="Setup token"
          mono
          hint="Printed with the setup link when Gantry started for the first time."
        />
      )}
      <TextField name="name" label="Name" autoComplete="name" autoFocus />
      <TextField name="email" label="E-mail" type="email" autoComplete="username" />
      <NewPasswordField />
      <TextField name="organization_name" label="Organization" optional placeholder="Your team or company" />
      <SubmitButton>Create owner and sign in</SubmitButton>
    </Form>
  );
}
