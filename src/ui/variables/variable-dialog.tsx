'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { envKey } from '../../domain/input/env-key';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { Dialog, DialogActions } from '../primitives/dialog';
import type { Variable } from '../resources';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';

const schema = z.object({
  key: envKey,
  value: z.string(),
  comment: z.string().max(256, 'Must not be longer than 256 characters.'),
  is_runtime: z.boolean(),
  is_buildtime: z.boolean(),
  is_literal: z.boolean(),
  is_shown_once: z.boolean(),
});

interface VariableDialogProps {
  workload: WorkloadAddress;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The one to change; null makes a new one. */
  variable: Variable | null;
}

export function VariableDialog({ workload, open, onOpenChange, variable }: VariableDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title={variable ? `Edit ${variable.key}` : 'Add variable'}
    >
      <VariableForm workload={workload} variable={variable} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface VariableFormProps {
  workload: WorkloadAddress;
  variable: Variable | null;
  onDone: () => void;
}

function VariableForm({ workload, variable, onDone }: VariableFormProps) {
  const { kind, uuid } = workload;
  const procedures = useWorkloadProcedures(kind);
  const { isBuilt } = workloadKinds[kind];
  const queryClient = useQueryClient();
  const create = useMutation(procedures.createEnv.mutationOptions());
  const update = useMutation(procedures.updateEnv.mutationOptions());
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      key: variable?.key ?? '',
      value: variable?.value ?? '',
      comment: variable?.comment ?? '',
      is_runtime: variable?.is_runtime ?? true,
      is_buildtime: variable?.is_buildtime ?? isBuilt,
      is_literal: variable?.is_literal ?? false,
      is_shown_once: variable?.is_shown_once ?? false,
    },
    taken: 'key',
    send: async (values) => {
      const input = {
        ...values,
        uuid,
        comment: values.comment || null,
        is_multiline: values.value.includes('\n'),
        ...(isBuilt ? { is_preview: false } : {}),
      };
      await (variable ? update : create).mutateAsync(input);
      await queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
      onDone();
    },
  });
  return (
    <Form of={form} label="Variable">
      <TextField
        name="key"
        label="Name"
        mono
        placeholder="DATABASE_URL"
        readOnly={variable !== null}
        autoFocus={variable === null}
      />
      <TextAreaField
        name="value"
        label="Value"
        mono
        rows={3}
        hint={
          variable?.is_shown_once
            ? 'Write-only: enter the new value.'
            : 'Delivered byte for byte, line breaks included.'
        }
      />
      <TextField name="comment" label="Note" optional />
      <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <SwitchField name="is_runtime" label="At run time" hint="In the container" />
        {isBuilt && (
          <SwitchField name="is_buildtime" label="At build time" hint="In the build of the image" />
        )}
        <SwitchField name="is_literal" label="Literal" hint="Leave {{…}} references as they are" />
        <SwitchField
          name="is_shown_once"
          label="Write-only"
          hint="Never show the value again"
          disabled={variable?.is_shown_once}
        />
      </div>
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
          {variable ? 'Save variable' : 'Add variable'}
        </Button>
      </DialogActions>
    </Form>
  );
}
