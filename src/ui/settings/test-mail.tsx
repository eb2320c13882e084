'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { notify } from '../feedback/notify';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';

const schema = z.object({ to: z.email('Must be an e-mail address.') });

export function TestMail({ isSetUp }: { isSetUp: boolean }) {
  const trpc = useTRPC();
  const { user } = useSession();
  const send = useMutation(trpc.settings.testEmail.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { to: user.email },
    send: async (values) => {
      const { message } = await send.mutateAsync(values);
      notify.success(message);
    },
  });
  return (
    <Form of={form} label="Test mail">
      <TextField name="to" label="To" type="email" />
      <Button
        type="submit"
        busy={form.form.formState.isSubmitting}
        denied={isSetUp ? null : 'Save a mail server first.'}
      >
        Send a test mail
      </Button>
    </Form>
  );
}
