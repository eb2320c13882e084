'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import type { Variable } from '../resources';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import { VariableFields, variableFields, variableShape, variableValues } from './variable-fields';

const schema = z.object({ ...variableShape, is_runtime: z.boolean(), is_buildtime: z.boolean() });

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
      ...variableValues(variable),
      is_runtime: variable?.is_runtime ?? true,
      is_buildtime: variable?.is_buildtime ?? isBuilt,
    },
    taken: 'key',
    send: async (values) => {
      const input = { ...variableFields(values), uuid, ...(isBuilt ? { is_preview: false } : {}) };
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
        valueHint="Delivered byte for byte, line breaks included."
      >
        <SwitchField name="is_runtime" label="At run time" hint="In the container" />
        {isBuilt && (
          <SwitchField name="is_buildtime" label="At build time" hint="In the build of the image" />
        )}
      </VariableFields>
      <DialogFormActions onCancel={onDone}>{variable ? 'Save variable' : 'Add variable'}</DialogFormActions>
    </Form>
  );
}
