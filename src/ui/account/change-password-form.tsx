'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { Form } from '../forms/form';
import { PasswordField } from '../forms/password-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { leaveForSignIn } from '../session/credentials';
import { newPassword } from '../session/new-password';
import { NewPasswordField } from '../session/new-password-field';
import { UsernameHint } from '../session/username-hint';
import { useTRPC } from '../trpc';

const schema = z.object({
  current_password: z.string().min(1, 'Enter your current password.'),
  password: newPassword,
});

export function ChangePasswordForm({ email }: { email: string }) {
  const trpc = useTRPC();
  const change = useMutation(trpc.profile.changePassword.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { current_password: '', password: '' },
    send: async (values) => {
      await change.mutateAsync(values);
      leaveForSignIn('password-changed');
    },
  });
  return (
    <Form of={form} label="Change password">
      <UsernameHint email={email} />
      <PasswordField name="current_password" label="Current password" autoComplete="current-password" />
      <NewPasswordField label="New password" />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
          Change password
        </Button>
      </div>
    </Form>
  );
}
