'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { emailAddress } from '../../domain/input/email-address';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { useTRPC } from '../trpc';
import { signInAndLoad } from './credentials';
import { newPassword } from './new-password';
import { NewPasswordField } from './new-password-field';
import { SubmitButton } from './submit-button';

const schema = z.object({
  name: displayName,
  email: emailAddress,
  password: newPassword,
});

export function RegisterForm() {
  const trpc = useTRPC();
  const create = useMutation(trpc.registration.create.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: '', email: '', password: '' },
    taken: 'email',
    send: async (account) => {
      await create.mutateAsync(account);
      await signInAndLoad(account, paths.home());
    },
  });
  return (
    <Form of={form} label="New account">
      <TextField name="name" label="Name" autoComplete="name" autoFocus />
      <TextField name="email" label="E-mail" type="email" autoComplete="username" />
      <NewPasswordField />
      <SubmitButton>Create account</SubmitButton>
    </Form>
  );
}
