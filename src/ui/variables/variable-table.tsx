'use client';

import { useState } from 'react';
import { RowList } from '../primitives/row-list';
import type { Variable } from '../resources';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { DeleteVariableDialog } from './delete-variable-dialog';
import { VariableDialog } from './variable-dialog';
import { type VariableDenials, VariableRow } from './variable-row';

interface VariableTableProps {
  workload: WorkloadAddress;
  variables: Variable[];
  /** Why the reader may not change or remove them; null where they may. */
  denials: VariableDenials;
}

export function VariableTable({ workload, variables, denials }: VariableTableProps) {
  const [editing, setEditing] = useState<Variable | null>(null);
  const [removing, setRemoving] = useState<Variable | null>(null);
  return (
    <>
      <RowList label="Environment variables" rows={variables} keyOf={(row) => row.uuid}>
        {(row) => (
          <VariableRow
            variable={row}
            isBuilt={workloadKinds[workload.kind].isBuilt}
            denials={denials}
            onEdit={() => setEditing(row)}
            onRemove={() => setRemoving(row)}
          />
        )}
      </RowList>
      <VariableDialog
        workload={workload}
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        variable={editing}
      />
      <DeleteVariableDialog workload={workload} variable={removing} onClose={() => setRemoving(null)} />
    </>
  );
}
