'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { username } from '../../domain/input/username';
import { notify } from '../feedback/notify';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { type Outputs, useTRPC } from '../trpc';

const schema = z.object({ name: displayName, username });

export function ProfileForm({ profile }: { profile: Outputs['profile']['get'] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.profile.update.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: profile.name, username: profile.username },
    send: async (values, { formState: { dirtyFields }, reset }) => {
      await update.mutateAsync({
        ...(dirtyFields.name ? { name: values.name } : {}),
        ...(dirtyFields.username ? { username: values.username } : {}),
      });
      reset(values);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: trpc.profile.pathKey() }),
        queryClient.invalidateQueries({ queryKey: trpc.session.current.pathKey() }),
      ]);
      notify.success('Profile saved');
    },
  });
  return (
    <Form of={form} label="Profile">
      <TextField name="name" label="Name" autoComplete="name" />
      <TextField name="username" label="Username" mono hint="Identifies you in API URLs." />
      <SaveBar />
    </Form>
  );
}
