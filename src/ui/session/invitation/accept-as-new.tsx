'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { displayName } from '../../../domain/input/display-name';
import { Time } from '../../feedback/time';
import { Form } from '../../forms/form';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { paths } from '../../paths';
import { useTRPC } from '../../trpc';
import { signInAndLoad } from '../credentials';
import { newPassword } from '../new-password';
import { NewPasswordField } from '../new-password-field';
import { SubmitButton } from '../submit-button';
import { UsernameHint } from '../username-hint';
import type { Invitation } from './invitation';

const schema = z.object({ name: displayName, password: newPassword });

/** Somebody without an account: makes it for the invited address and joins. */
export function AcceptAsNew({ token, invitation }: { token: string; invitation: Invitation }) {
  const trpc = useTRPC();
  const accept = useMutation(trpc.invitation.accept.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: '', password: '' },
    send: async ({ name, password }) => {
      await accept.mutateAsync({ token, name, password });
      await signInAndLoad({ email: invitation.email, password }, paths.home());
    },
  });
  return (
    <Form of={form} label="Accept the invitation">
      <UsernameHint email={invitation.email} />
      <TextField name="name" label="Your name" autoComplete="name" autoFocus />
      <NewPasswordField />
      <SubmitButton>Create account and join</SubmitButton>
      <p className="text-ink-3 text-xs">
        The invitation expires <Time value={invitation.expires_at} />.
      </p>
    </Form>
  );
}
