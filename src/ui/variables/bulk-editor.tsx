'use client';

import { useId, useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { LeaveGuard } from '../feedback/leave-guard';
import { reportFailure } from '../feedback/report-failure';
import { Button } from '../primitives/button';
import { Textarea } from '../primitives/input';
import type { Variable } from '../resources';
import { bulkChanges } from './bulk-changes';
import { formatEnvFile, parseEnvFile } from './env-file';
import { useSaveVariables } from './use-save-variables';
import type { VariableSet } from './variable-set';

interface BulkEditorProps {
  set: VariableSet;
  variables: Variable[];
  onDone: () => void;
}

/** Editor for all variables as the text of a `.env` file, with a summary of what saving adds, changes and removes. */
export function BulkEditor({ set, variables, onDone }: BulkEditorProps) {
  const id = useId();
  const [text, setText] = useState(() =>
    formatEnvFile(variables.flatMap(({ key, value }) => (value == null ? [] : [{ key, value }]))),
  );
  const [isAsking, setAsking] = useState(false);
  const { save, isSaving } = useSaveVariables(set);
  const file = parseEnvFile(text);
  const changes = 'entries' in file ? bulkChanges(variables, file.entries) : null;
  const isSame = changes !== null && Object.values(changes).every((rows) => rows.length === 0);
  const writeOnly = variables.filter((variable) => variable.is_shown_once).length;

  async function apply() {
    if (!changes) return;
    await save(changes);
    onDone();
  }

  return (
    <div className="space-y-3">
      <label htmlFor={id} className="sr-only">
        Variables as a .env file
      </label>
      <Textarea
        id={id}
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={Math.min(28, Math.max(12, text.split('\n').length + 1))}
        aria-invalid={'problem' in file || undefined}
        aria-describedby={`${id}-state`}
        className="font-mono sm:text-xs"
        placeholder={'DATABASE_URL=postgres://…\nLOG_LEVEL=info'}
        autoFocus
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p id={`${id}-state`} role="status" className={'problem' in file ? 'text-bad' : 'text-ink-3'}>
          {'problem' in file
            ? `Line ${file.line}: ${file.problem}`
            : isSame
              ? 'No changes yet'
              : changes &&
                `${changes.added.length} added, ${changes.changed.length} changed, ${changes.removed.length} removed`}
          {writeOnly > 0 && ` · ${writeOnly} write-only kept`}
        </p>
        <div className="flex gap-2">
          <Button onClick={onDone}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!changes || isSame}
            busy={isSaving}
            onClick={() =>
              changes && changes.removed.length > 0 ? setAsking(true) : void apply().catch(reportFailure)
            }
          >
            Save all
          </Button>
        </div>
      </div>
      <LeaveGuard
        isAtRisk={!isSame && !isSaving}
        title="Leave without saving?"
        confirmLabel="Discard changes"
      >
        The changes in this text have not been saved.
      </LeaveGuard>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Remove variables?"
        confirmLabel="Save and remove"
        onConfirm={apply}
      >
        <p>These are no longer in the text and will be removed with their values:</p>
        <ul className="list-disc pl-5 font-mono text-ink text-xs">
          {changes?.removed.map(({ key }) => (
            <li key={key}>{key}</li>
          ))}
        </ul>
      </ConfirmDialog>
    </div>
  );
}
