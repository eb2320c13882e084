'use client';

import { useState } from 'react';
import { RowList } from '../primitives/row-list';
import type { Variable } from '../resources';
import { workloadKinds } from '../workload/kinds';
import { DeleteVariableDialog } from './delete-variable-dialog';
import { VariableDialog } from './variable-dialog';
import { type VariableDenials, VariableRow } from './variable-row';
import type { VariableSet } from './variable-set';

interface VariableTableProps {
  set: VariableSet;
  variables: Variable[];
  /** Why the user may not change or remove the variables; null where they may. */
  denials: VariableDenials;
}

export function VariableTable({ set, variables, denials }: VariableTableProps) {
  const [editing, setEditing] = useState<Variable | null>(null);
  const [removing, setRemoving] = useState<Variable | null>(null);
  return (
    <>
      <RowList
        label={set.isPreview ? 'Variables of previews' : 'Environment variables'}
        rows={variables}
        keyOf={(row) => row.uuid}
      >
        {(row) => (
          <VariableRow
            variable={row}
            isBuilt={workloadKinds[set.kind].isBuilt}
            denials={denials}
            onEdit={() => setEditing(row)}
            onRemove={() => setRemoving(row)}
          />
        )}
      </RowList>
      <VariableDialog
        set={set}
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        variable={editing}
      />
      <DeleteVariableDialog workload={set} variable={removing} onClose={() => setRemoving(null)} />
    </>
  );
}
