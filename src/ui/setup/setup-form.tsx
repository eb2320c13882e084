'use client';

import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { signIn } from '../session/credentials';
import { useTRPC } from '../trpc';

const schema = z.object({
  setup_token: z.string().trim().min(1, 'Paste the setup token that was printed when Gantry started.'),
  name: displayName,
  email: z.email('This is not an e-mail address.'),
  password: z.string().min(1, 'Choose a password.'),
  organization_name: z.union([z.literal(''), displayName]),
});

export function SetupForm() {
  const trpc = useTRPC();
  const token = useSearchParams().get('token') ?? '';
  const create = useMutation(trpc.setup.createOwner.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { setup_token: token, name: '', email: '', password: '', organization_name: '' },
    send: async ({ organization_name, ...owner }) => {
      await create.mutateAsync({ ...owner, ...(organization_name ? { organization_name } : {}) });
      const result = await signIn(owner.email, owner.password);
      window.location.assign(result.ok ? paths.home() : paths.signIn());
    },
  });
  return (
    <Form of={form} label="Owner">
      {token === '' && (
        <TextField
          name="setup_token"
          label="Setup token"
          mono
          hint="It was printed with the setup link when Gantry started for the first time."
        />
      )}
      <TextField name="name" label="Name" autoComplete="name" autoFocus />
      <TextField name="email" label="E-mail" type="email" autoComplete="username" />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="Long beats complicated: four unrelated words are a good password."
      />
      <TextField name="organization_name" label="Organization" optional placeholder="Your team or company" />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={form.form.formState.isSubmitting}
        className="w-full"
      >
        Create owner and sign in
      </Button>
    </Form>
  );
}
