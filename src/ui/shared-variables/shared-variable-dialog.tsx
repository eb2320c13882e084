'use client';

import { z } from 'zod';
import { envKey } from '../../domain/input/env-key';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { Dialog, DialogActions } from '../primitives/dialog';
import type { SharedOwner, SharedVariable, SharedVariables } from './use-shared-variables';

const schema = z.object({
  key: envKey,
  value: z.string(),
  comment: z.string().max(256, 'Must not be longer than 256 characters.'),
  is_literal: z.boolean(),
  is_shown_once: z.boolean(),
});

interface SharedVariableDialogProps {
  owner: SharedOwner;
  /** The one to change; null makes a new one. */
  variable: SharedVariable | null;
  shared: SharedVariables;
  onClose: () => void;
}

/** Creates or changes a shared variable. */
export function SharedVariableDialog({ owner, variable, shared, onClose }: SharedVariableDialogProps) {
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      key: variable?.key ?? '',
      value: variable?.value ?? '',
      comment: variable?.comment ?? '',
      is_literal: variable?.is_literal ?? false,
      is_shown_once: variable?.is_shown_once ?? false,
    },
    taken: 'key',
    send: async (values) => {
      const fields = {
        ...values,
        comment: values.comment || null,
        is_multiline: values.value.includes('\n'),
      };
      await (variable
        ? shared.update.mutateAsync({ id: variable.id, ...fields })
        : shared.create.mutateAsync(fields));
      onClose();
    },
  });
  const name = form.form.watch('key') || 'NAME';
  return (
    <Dialog
      wide
      open
      onOpenChange={(open) => !open && onClose()}
      title={variable ? `Edit ${variable.key}` : 'Add shared variable'}
    >
      <Form of={form} label="Shared variable">
        <TextField
          name="key"
          label="Name"
          mono
          placeholder="DATABASE_HOST"
          hint={
            <>
              Referred to by <code>{`{{${owner.kind}.${name}}}`}</code>
            </>
          }
          readOnly={variable !== null}
          autoFocus={variable === null}
        />
        <TextAreaField
          name="value"
          label="Value"
          mono
          rows={3}
          hint={variable?.is_shown_once ? 'Write-only: enter the new value.' : 'May refer to others itself.'}
        />
        <TextField name="comment" label="Note" optional />
        <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
          <SwitchField name="is_literal" label="Literal" hint="Leave {{…}} references as they are" />
          <SwitchField
            name="is_shown_once"
            label="Write-only"
            hint="Never show the value again"
            disabled={variable?.is_shown_once}
          />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
            {variable ? 'Save variable' : 'Add variable'}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
