'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ClipboardPaste, Sparkles } from 'lucide-react';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { ChoiceField } from '../forms/choice-field';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { useTRPC } from '../trpc';

const schema = z
  .object({
    origin: z.enum(['generate', 'paste']),
    name: displayName,
    description: z.string(),
    private_key: z.string(),
  })
  .refine(({ origin, private_key }) => origin === 'generate' || private_key.trim() !== '', {
    path: ['private_key'],
    message: 'Paste the private key.',
  });

interface AddKeyFormProps {
  onAdded: (uuid: string) => void;
  onCancel: () => void;
}

/** The form that makes a key pair, or takes one that exists. */
export function AddKeyForm({ onAdded, onCancel }: AddKeyFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const generate = useMutation(trpc.privateKey.generate.mutationOptions());
  const create = useMutation(trpc.privateKey.create.mutationOptions());
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: { origin: 'generate', name: '', description: '', private_key: '' },
    send: async ({ origin, name, description, private_key }) => {
      const texts = { name, description: description || null };
      const { uuid } =
        origin === 'generate'
          ? await generate.mutateAsync(texts)
          : await create.mutateAsync({ ...texts, private_key });
      await queryClient.invalidateQueries({ queryKey: trpc.privateKey.pathKey() });
      onAdded(uuid);
    },
  });
  const origin = form.form.watch('origin');
  return (
    <Form of={form} label="New private key">
      <ChoiceField
        name="origin"
        label="Origin"
        choices={[
          {
            value: 'generate',
            title: 'Generate',
            text: 'A new Ed25519 pair, made by Gantry',
            icon: Sparkles,
          },
          {
            value: 'paste',
            title: 'Paste',
            text: 'A key that a server already trusts',
            icon: ClipboardPaste,
          },
        ]}
      />
      <TextField name="name" label="Name" placeholder="Production servers" />
      <TextField name="description" label="Description" optional />
      {origin === 'paste' && (
        <TextAreaField
          name="private_key"
          label="Private key"
          mono
          rows={8}
          placeholder="-----BEGIN OPENSSH PRIVATE KEY-----"
          hint="OpenSSH, PKCS#1 or PKCS#8; RSA from 2048 bits, ECDSA or Ed25519; without a passphrase."
        />
      )}
      <DialogFormActions onCancel={onCancel}>
        {origin === 'generate' ? 'Generate key' : 'Add key'}
      </DialogFormActions>
    </Form>
  );
}
