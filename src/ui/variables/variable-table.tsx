'use client';

import { useState } from 'react';
import { RowList } from '../primitives/row-list';
import type { Variable } from '../resources';
import { DeleteVariableDialog } from './delete-variable-dialog';
import { VariableDialog } from './variable-dialog';
import { VariableRow } from './variable-row';

export function VariableTable({ application, variables }: { application: string; variables: Variable[] }) {
  const [editing, setEditing] = useState<Variable | null>(null);
  const [removing, setRemoving] = useState<Variable | null>(null);
  return (
    <>
      <RowList label="Environment variables" rows={variables} keyOf={(row) => row.uuid}>
        {(row) => (
          <VariableRow variable={row} onEdit={() => setEditing(row)} onRemove={() => setRemoving(row)} />
        )}
      </RowList>
      <VariableDialog
        application={application}
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        variable={editing}
      />
      <DeleteVariableDialog application={application} variable={removing} onClose={() => setRemoving(null)} />
    </>
  );
}
