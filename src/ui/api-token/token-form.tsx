'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { useTRPC } from '../trpc';
import { RestrictionFields } from './restriction-fields';
import { editableSchema, type Token, tokenAliases, updateRequest, valuesOfToken } from './token-values';

/** Form for everything about a token that can change without a new secret. */
export function TokenForm({ token }: { token: Token }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.apiKey.update.mutationOptions());
  const form = useServerForm({
    schema: editableSchema,
    aliases: tokenAliases,
    taken: 'name',
    defaultValues: valuesOfToken(token),
    send: async (values, { reset }) => {
      await update.mutateAsync(updateRequest(token.id, values));
      reset(values);
      await queryClient.invalidateQueries({ queryKey: trpc.apiKey.pathKey() });
      notify.success('Token saved');
    },
  });
  return (
    <Form of={form} label="Token" className="space-y-4">
      <TextField name="name" label="Name" />
      <RestrictionFields />
      <SaveBar />
    </Form>
  );
}
