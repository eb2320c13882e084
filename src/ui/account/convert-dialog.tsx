'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { readApiError } from '../api-error';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { PasswordField } from '../forms/password-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { Dialog } from '../primitives/dialog';
import { checksPassword } from '../query-client';
import { SecondFactorField } from '../session/second-factor-field';
import { useSession } from '../session/session-provider';
import { UsernameHint } from '../session/username-hint';
import { useTRPC } from '../trpc';

/** Message of `convert-login` for a wrong password (authorization contract §13.3). */
const wrongPassword = 'Incorrect email or password.';

const schema = z.object({
  password: z.string().min(1, 'Enter your password.'),
  totp_code: z.string().trim(),
});

export interface Provider {
  type: 'github' | 'oidc';
  name: string;
}

export function ConvertDialog({ provider, onClose }: { provider: Provider | null; onClose: () => void }) {
  return (
    <Dialog
      open={provider !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Change to ${provider?.name ?? ''}`}
      description={
        <>
          You will sign in at {provider?.name}. Your password is then deleted, every session ends, and{' '}
          {provider?.name} is the only way to sign in.
        </>
      }
    >
      {provider && <ConvertForm provider={provider} onCancel={onClose} />}
    </Dialog>
  );
}

function ConvertForm({ provider, onCancel }: { provider: Provider; onCancel: () => void }) {
  const trpc = useTRPC();
  const { user } = useSession();
  const convert = useMutation(trpc.coderUser.convertLogin.mutationOptions({ meta: checksPassword }));
  const form = useServerForm({
    schema,
    defaultValues: { password: '', totp_code: '' },
    send: async ({ password, totp_code }, { setError }) => {
      try {
        const { state_string } = await convert.mutateAsync({
          user: 'me',
          to_type: provider.type,
          password,
          ...(totp_code ? { totp_code } : {}),
        });
        const after = paths.accountSignInMethod('changed');
        window.location.assign(paths.providerSignIn(provider.type, after, state_string));
      } catch (error) {
        // The server uses its sign-in message. The email is known here, so only the password can be wrong.
        if (readApiError(error).message !== wrongPassword) throw error;
        setError('password', { message: 'This password is incorrect.' }, { shouldFocus: true });
      }
    },
  });
  return (
    <Form of={form} label={`Change to ${provider.name}`}>
      <UsernameHint email={user.email} />
      <PasswordField name="password" label="Your password" autoComplete="current-password" autoFocus />
      {user.two_factor_enabled && <SecondFactorField name="totp_code" />}
      <DialogFormActions onCancel={onCancel}>Continue to {provider.name}</DialogFormActions>
    </Form>
  );
}
