'use client';

import { z } from 'zod';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import type { Tag } from './tagged';
import { useTagActions } from './use-tag-actions';

const schema = z.object({
  name: z
    .string()
    .refine((name) => name.trim() !== '', 'Must not be empty.')
    .refine(
      (name) => !name.includes(','),
      'Must not contain commas: deployments by tag use them as separators.',
    ),
});

interface NameTagDialogProps {
  /** Tag to rename; null creates one. */
  tag: Tag | null;
  onClose: () => void;
}

/** Dialog that names a tag, new or existing. */
export function NameTagDialog({ tag, onClose }: NameTagDialogProps) {
  return (
    <Dialog open onOpenChange={onClose} title={tag ? `Rename ${tag.name}` : 'New tag'}>
      <NameTagForm tag={tag} onClose={onClose} />
    </Dialog>
  );
}

function NameTagForm({ tag, onClose }: NameTagDialogProps) {
  const { create, update } = useTagActions();
  const form = useServerForm({
    schema,
    defaultValues: { name: tag?.name ?? '' },
    taken: 'name',
    send: async ({ name }) => {
      await (tag ? update.mutateAsync({ uuid: tag.uuid, name }) : create.mutateAsync({ name }));
      onClose();
    },
  });
  return (
    <Form of={form} label={tag ? 'Rename tag' : 'New tag'}>
      <TextField
        name="name"
        label="Name"
        autoFocus
        hint={
          tag
            ? 'Pipelines that deploy by this tag need the new name'
            : 'Give it to workloads on their Settings tabs'
        }
      />
      <DialogFormActions onCancel={onClose}>{tag ? 'Rename' : 'Create tag'}</DialogFormActions>
    </Form>
  );
}
