'use client';

import { z } from 'zod';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import { VariableFields, variableFields, variableShape, variableValues } from '../variables/variable-fields';
import type { SharedOwner, SharedVariable, SharedVariables } from './use-shared-variables';

const schema = z.object(variableShape);

interface SharedVariableDialogProps {
  owner: SharedOwner;
  /** Variable to change; null creates one. */
  variable: SharedVariable | null;
  shared: SharedVariables;
  onClose: () => void;
}

/** Dialog that creates or changes a shared variable. */
export function SharedVariableDialog({ owner, variable, shared, onClose }: SharedVariableDialogProps) {
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: variableValues(variable),
    taken: 'key',
    send: async (values) => {
      const fields = variableFields(values);
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
        <VariableFields
          variable={variable}
          example="DATABASE_HOST"
          keyHint={
            <>
              Reference it as <code>{`{{${owner.kind}.${name}}}`}</code>
            </>
          }
          valueHint="Can reference other shared variables."
        />
        <DialogFormActions onCancel={onClose}>
          {variable ? 'Save variable' : 'Add variable'}
        </DialogFormActions>
      </Form>
    </Dialog>
  );
}
