'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenials } from '../session/use-can';
import { VariableRow } from '../variables/variable-row';
import { SharedVariableDialog } from './shared-variable-dialog';
import { type SharedOwner, type SharedVariable, useSharedVariables } from './use-shared-variables';

interface SharedVariablesListProps {
  owner: SharedOwner;
  /** Project that owns the variables or has their environment; absent for those of the organization or a server. */
  project?: string;
}

type Question = { kind: 'add' } | { kind: 'edit' | 'delete'; variable: SharedVariable };

/** Shared variables of one owner, and how to reference them. */
export function SharedVariablesList({ owner, project }: SharedVariablesListProps) {
  const shared = useSharedVariables(owner);
  const [question, setQuestion] = useState<Question | null>(null);
  const denialOf = useDenials();
  const denials = {
    create: denialOf('env_var:create', project),
    update: denialOf('env_var:update', project),
    remove: denialOf('env_var:delete', project),
  };
  const close = () => setQuestion(null);
  const add = (
    <Button denied={denials.create} onClick={() => setQuestion({ kind: 'add' })}>
      <Plus aria-hidden /> Add shared variable
    </Button>
  );
  return (
    <>
      <QueryView
        query={shared.query}
        what="Shared variables"
        skeleton={<ListSkeleton label="shared variables" rows={2} />}
      >
        {(variables) =>
          variables.length === 0 ? (
            <div className="space-y-3">
              <p className="max-w-prose text-ink-2">
                None yet. Reference one in the value of a variable as{' '}
                <code className="text-xs">{`{{${owner.kind}.NAME}}`}</code>; the next deployment fills it in.
              </p>
              {add}
            </div>
          ) : (
            <div className="space-y-3">
              <RowList label="Shared variables" rows={variables} keyOf={({ id }) => String(id)}>
                {(variable) => (
                  <VariableRow
                    variable={{ ...variable, is_runtime: true, is_buildtime: false }}
                    isBuilt={false}
                    denials={denials}
                    onEdit={() => setQuestion({ kind: 'edit', variable })}
                    onRemove={() => setQuestion({ kind: 'delete', variable })}
                  />
                )}
              </RowList>
              {add}
            </div>
          )
        }
      </QueryView>
      {question && question.kind !== 'delete' && (
        <SharedVariableDialog
          owner={owner}
          variable={question.kind === 'edit' ? question.variable : null}
          shared={shared}
          onClose={close}
        />
      )}
      {question?.kind === 'delete' && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Delete ${question.variable.key}`}
          confirmLabel="Delete variable"
          onConfirm={() => shared.remove.mutateAsync(question.variable.id)}
        >
          <p>
            Removes the variable and its value. Running workloads keep the value; deployments of workloads
            that still reference it are refused.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
