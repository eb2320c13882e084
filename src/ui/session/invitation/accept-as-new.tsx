'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
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
import { OrDivider } from '../or-divider';
import { hasProvider, ProviderButtons } from '../provider-buttons';
import { SubmitButton } from '../submit-button';
import { UsernameHint } from '../username-hint';
import type { Invitation } from './invitation';

const schema = z.object({ name: displayName, password: newPassword });

interface AcceptAsNewProps {
  token: string;
  invitation: Invitation;
}

/** Join without an account: create one for the invited address, or sign in through a provider that creates one. */
export function AcceptAsNew({ token, invitation }: AcceptAsNewProps) {
  const trpc = useTRPC();
  const methods = useQuery(trpc.authMethod.list.queryOptions({})).data;
  const hasPassword = methods?.password.enabled !== false;
  return (
    <div className="space-y-5">
      {hasPassword && <NewAccountForm token={token} invitation={invitation} />}
      {hasPassword && hasProvider(methods) && <OrDivider />}
      {hasProvider(methods) && <ProviderButtons methods={methods} next={paths.invitation(token)} />}
      <p className="text-ink-3 text-xs">
        The invitation expires <Time value={invitation.expires_at} />.
      </p>
    </div>
  );
}

function NewAccountForm({ token, invitation }: AcceptAsNewProps) {
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
    </Form>
  );
}
