'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { useTRPC } from '../trpc';

/** Form for the code that the command-line client shows. */
export function CodeForm({ onCode }: { onCode: (code: string) => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useServerForm({
    defaultValues: { user_code: '' },
    send: async ({ user_code }) => {
      await queryClient.fetchQuery(trpc.deviceLogin.preview.queryOptions({ user_code }));
      onCode(user_code);
    },
  });
  return (
    <Form of={form} label="Code from the command line">
      <TextField
        name="user_code"
        label="Code"
        placeholder="BCDF-GHJK"
        hint="The eight letters that gantry login shows."
        autoComplete="off"
        autoFocus
        mono
        className="max-w-72"
      />
      <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
        Continue
      </Button>
    </Form>
  );
}
