'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { Form } from '../../forms/form';
import { PasswordField } from '../../forms/password-field';
import { useServerForm } from '../../forms/use-server-form';
import { Button } from '../../primitives/button';
import { useSession } from '../../session/session-provider';
import { UsernameHint } from '../../session/username-hint';
import { useTRPC } from '../../trpc';
import type { Enrolment } from './enrolment';

const schema = z.object({ password: z.string().min(1, 'Enter your password.') });

/** First step: the password. An unlocked computer alone must not be enough to enrol another phone. */
export function BeginForm({ onBegun }: { onBegun: (enrolment: Enrolment) => void }) {
  const trpc = useTRPC();
  const { user } = useSession();
  const begin = useMutation(trpc.twoFactor.begin.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { password: '' },
    send: async (values) => onBegun(await begin.mutateAsync(values)),
  });
  return (
    <Form of={form} label="Confirm your identity">
      <UsernameHint email={user.email} />
      <PasswordField
        name="password"
        label="Your password"
        autoComplete="current-password"
        autoFocus
        hint="To confirm your identity."
        className="max-w-sm"
      />
      <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
        Continue
      </Button>
    </Form>
  );
}
