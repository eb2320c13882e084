'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { emailAddress } from '../../domain/input/email-address';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { useTRPC } from '../trpc';
import { leaveForSignIn } from './credentials';
import { newPassword } from './new-password';
import { NewPasswordField } from './new-password-field';
import { SubmitButton } from './submit-button';

const schema = z.object({
  email: emailAddress,
  one_time_passcode: z.string().trim().min(1, 'Paste the passcode from the e-mail.'),
  password: newPassword,
});

export function ResetPasswordForm({ email }: { email: string }) {
  const trpc = useTRPC();
  const change = useMutation(trpc.passcode.changePassword.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { email, one_time_passcode: '', password: '' },
    send: async (values) => {
      await change.mutateAsync(values);
      leaveForSignIn('password-reset');
    },
  });

  // The link in the mail has the address and the code behind its #, which browsers do not send, so no log has them.
  const { setValue, setFocus } = form.form;
  useEffect(() => {
    const link = new URLSearchParams(window.location.hash.slice(1));
    const code = link.get('code');
    if (!code) return;
    setValue('email', link.get('email') ?? '');
    setValue('one_time_passcode', code);
    window.history.replaceState(null, '', window.location.pathname);
    setFocus('password');
  }, [setValue, setFocus]);

  return (
    <Form of={form} label="New password">
      <TextField name="email" label="E-mail" type="email" autoComplete="username" autoFocus={email === ''} />
      <TextField
        name="one_time_passcode"
        label="One-time passcode"
        mono
        autoComplete="one-time-code"
        autoFocus={email !== ''}
        hint="From the e-mail. Valid for 20 minutes."
      />
      <NewPasswordField label="New password" />
      <SubmitButton>Change password</SubmitButton>
    </Form>
  );
}
