'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { ChoiceField } from '../forms/choice-field';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { Dialog, DialogActions } from '../primitives/dialog';
import { type Outputs, useTRPC } from '../trpc';
import { CreatedToken } from './created-token';
import { lifetimeOf, lifetimes, presets } from './presets';

const schema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Name the token after what will use it.')
    .max(64, 'Must not be longer than 64 characters.'),
  preset: z.string(),
  expires_in_days: z.string(),
});

export function CreateTokenDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [created, setCreated] = useState<Outputs['apiKey']['create'] | null>(null);
  function change(next: boolean) {
    onOpenChange(next);
    if (!next) setCreated(null);
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      wide
      title={created ? `Token ${created.name}` : 'New API token'}
      description={
        created
          ? 'Copy it now: it is stored as a hash and cannot be shown again.'
          : 'A token acts for you in this organization.'
      }
    >
      {created ? (
        <CreatedToken token={created} onDone={() => change(false)} />
      ) : (
        <CreateTokenForm onCreated={setCreated} onCancel={() => change(false)} />
      )}
    </Dialog>
  );
}

interface CreateTokenFormProps {
  onCreated: (token: Outputs['apiKey']['create']) => void;
  onCancel: () => void;
}

function CreateTokenForm({ onCreated, onCancel }: CreateTokenFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const create = useMutation(trpc.apiKey.create.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: '', preset: 'deploy', expires_in_days: '90' },
    send: async ({ name, preset, expires_in_days }) => {
      const abilities = presets.find(({ value }) => value === preset)?.abilities ?? ['read'];
      const token = await create.mutateAsync({
        name,
        abilities,
        expires_in_days: lifetimeOf(expires_in_days),
      });
      await queryClient.invalidateQueries({ queryKey: trpc.apiKey.list.pathKey() });
      onCreated(token);
    },
  });
  return (
    <Form of={form} label="New API token">
      <TextField name="name" label="Name" placeholder="GitHub Actions" autoFocus />
      <ChoiceField name="preset" label="May" choices={[...presets]} />
      <SelectField name="expires_in_days" label="Expires" className="max-w-52">
        {lifetimes.map((days) => (
          <option key={days} value={days}>
            in {days} days
          </option>
        ))}
        <option value="never">never</option>
      </SelectField>
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
          Create token
        </Button>
      </DialogActions>
    </Form>
  );
}
