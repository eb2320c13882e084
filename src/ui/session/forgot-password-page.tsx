'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { emailAddress } from '../../domain/input/email-address';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { ButtonLink } from '../primitives/button-link';
import { Callout } from '../primitives/callout';
import { useTRPC } from '../trpc';
import { PublicFrame } from './public-frame';
import { PublicLink } from './public-link';
import { SubmitButton } from './submit-button';

const schema = z.object({ email: emailAddress });

/**
 * Page that requests a one-time passcode by mail. The response is the same for every address, so it reveals no account.
 */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <PublicFrame title="Forgot your password?" lead="We e-mail you a one-time passcode to choose a new one.">
      {sentTo === null ? (
        <RequestForm onSent={setSentTo} />
      ) : (
        <Sent email={sentTo} onAgain={() => setSentTo(null)} />
      )}
    </PublicFrame>
  );
}

function RequestForm({ onSent }: { onSent: (email: string) => void }) {
  const trpc = useTRPC();
  const request = useMutation(trpc.passcode.request.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { email: '' },
    send: async ({ email }) => {
      await request.mutateAsync({ email });
      onSent(email);
    },
  });
  return (
    <>
      <Form of={form} label="Request a passcode">
        <TextField name="email" label="E-mail" type="email" autoComplete="username" autoFocus />
        <SubmitButton>Send passcode</SubmitButton>
      </Form>
      <p className="mt-5 flex flex-wrap justify-between gap-2">
        <PublicLink href={paths.signIn()}>Back to sign in</PublicLink>
        <PublicLink href={paths.resetPassword()}>I have a passcode</PublicLink>
      </p>
    </>
  );
}

function Sent({ email, onAgain }: { email: string; onAgain: () => void }) {
  return (
    <div className="space-y-5">
      <Callout role="status" tone="ok" title="Check your inbox">
        If <strong className="font-medium text-ink">{email}</strong> has an account here, a passcode is on its
        way. It is valid for 20 minutes and replaced by any newer one. No e-mail? This installation may not
        have a mail server: ask its owner.
      </Callout>
      <ButtonLink variant="primary" size="lg" href={paths.resetPassword(email)} className="w-full">
        Enter the passcode
      </ButtonLink>
      <p className="flex flex-wrap justify-between gap-2">
        <PublicLink href={paths.signIn()}>Back to sign in</PublicLink>
        <Button variant="ghost" size="sm" onClick={onAgain}>
          Use another address
        </Button>
      </p>
    </div>
  );
}
