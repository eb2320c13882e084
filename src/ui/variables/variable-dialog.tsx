'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import type { Variable } from '../resources';
import { workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import { VariableFields, variableFields, variableShape, variableValues } from './variable-fields';
import { setFields, type VariableSet } from './variable-set';

const schema = z.object({
  ...variableShape,
  is_runtime: z.boolean(),
  is_buildtime: z.boolean(),
  is_shareable: z.boolean(),
});

interface VariableDialogProps {
  set: VariableSet;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Variable to change; null creates one. */
  variable: Variable | null;
}

export function VariableDialog({ set, open, onOpenChange, variable }: VariableDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title={variable ? `Edit ${variable.key}` : 'Add variable'}
    >
      <VariableForm set={set} variable={variable} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface VariableFormProps {
  set: VariableSet;
  variable: Variable | null;
  onDone: () => void;
}

function VariableForm({ set, variable, onDone }: VariableFormProps) {
  const { kind, uuid, isPreview } = set;
  const procedures = useWorkloadProcedures(kind);
  const { isBuilt } = workloadKinds[kind];
  const queryClient = useQueryClient();
  const create = useMutation(procedures.createEnv.mutationOptions());
  const update = useMutation(procedures.updateEnv.mutationOptions());
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      ...variableValues(variable),
      is_runtime: variable?.is_runtime ?? true,
      is_buildtime: variable?.is_buildtime ?? isBuilt,
      is_shareable: variable?.is_shareable ?? false,
    },
    taken: 'key',
    send: async ({ is_shareable, ...values }) => {
      const ofPreviews = isPreview ? { is_shareable } : {};
      const input = { ...variableFields(values), uuid, ...setFields(set), ...ofPreviews };
      await (variable ? update : create).mutateAsync(input);
      await queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
      onDone();
    },
  });
  return (
    <Form of={form} label="Variable">
      <VariableFields
        variable={variable}
        example="DATABASE_URL"
        valueHint="Passed on byte for byte, including line breaks."
      >
        <SwitchField name="is_runtime" label="At run time" hint="In the running container" />
        {isBuilt && <SwitchField name="is_buildtime" label="At build time" hint="In the image build" />}
        {isPreview && (
          <SwitchField
            name="is_shareable"
            label="Also for forks"
            hint="Previews of forks run other people’s code, which can read the value"
          />
        )}
      </VariableFields>
      <DialogFormActions onCancel={onDone}>{variable ? 'Save variable' : 'Add variable'}</DialogFormActions>
    </Form>
  );
}
