'use client';

import { useState } from 'react';
import type { Execution } from '../../backups/execution';
import { ExecutionRow } from '../../backups/execution-row';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { Time } from '../../feedback/time';
import { Section } from '../../page/section';
import { Button } from '../../primitives/button';
import { RowList } from '../../primitives/row-list';
import type { Database } from '../../resources';
import { FailingMark } from '../../schedule/failing-mark';
import { useCan } from '../../session/use-can';
import { ScheduleDialog } from './schedule-dialog';
import { contentOf, keptOf, type Schedule } from './schedule-values';
import type { Backups } from './use-backups';

interface ScheduleSectionProps {
  database: Database;
  schedule: Schedule;
  backups: Backups;
}

type Question = { kind: 'change' | 'remove' } | { kind: 'restore' | 'forget'; execution: Execution };

/** A schedule with its latest backups. */
export function ScheduleSection({ database, schedule, backups }: ScheduleSectionProps) {
  const { project_uuid: project, uuid } = database;
  const [question, setQuestion] = useState<Question | null>(null);
  const can = {
    run: useCan('backup:run', project),
    update: useCan('backup:update', project),
    delete: useCan('backup:delete', project),
    restore: useCan('backup:restore', project),
  };
  const ids = { uuid, scheduled_backup_uuid: schedule.uuid };
  const { enabled } = schedule;
  return (
    <Section
      title={contentOf(schedule)}
      description={
        <>
          <FailingMark isFailing={schedule.is_failing} />
          <code className="text-xs">{schedule.frequency}</code> (UTC).{' '}
          {enabled ? (
            <>
              Next <Time value={schedule.next_run_at} />
            </>
          ) : (
            'Switched off'
          )}
          {' · '}
          {keptOf(schedule)} on the server{schedule.save_s3 ? ', with copies in S3' : ''}.{' '}
          <Proof of={schedule} />
        </>
      }
      actions={
        <div className="flex flex-wrap gap-2">
          {can.run && (
            <Button
              busy={backups.change.isPending}
              onClick={() => backups.change.mutate({ ...ids, backup_now: true })}
            >
              Back up now
            </Button>
          )}
          {can.run && schedule.executions.some(({ status }) => status === 'success') && (
            <Button busy={backups.drill.isPending} onClick={() => backups.drill.mutate(ids)}>
              Run restore drill
            </Button>
          )}
          {can.update && (
            <>
              <Button onClick={() => backups.change.mutate({ ...ids, enabled: !enabled })}>
                {enabled ? 'Switch off' : 'Switch on'}
              </Button>
              <Button onClick={() => setQuestion({ kind: 'change' })}>Change</Button>
            </>
          )}
          {can.delete && (
            <Button variant="danger-quiet" onClick={() => setQuestion({ kind: 'remove' })}>
              Delete
            </Button>
          )}
        </div>
      }
    >
      {schedule.executions.length === 0 ? (
        <p className="text-ink-3">No backups yet.</p>
      ) : (
        <RowList
          label={`Backups: ${contentOf(schedule)}`}
          rows={schedule.executions}
          keyOf={(execution) => execution.uuid}
        >
          {(execution) => (
            <ExecutionRow
              execution={execution}
              canRestore={can.restore}
              canDelete={can.delete}
              onRestore={() => setQuestion({ kind: 'restore', execution })}
              onDelete={() => setQuestion({ kind: 'forget', execution })}
            />
          )}
        </RowList>
      )}
      {question?.kind === 'change' && (
        <ScheduleDialog
          schedule={schedule}
          save={(change) => backups.save.mutateAsync({ ...ids, ...change })}
          onClose={() => setQuestion(null)}
        />
      )}
      {question && question.kind !== 'change' && (
        <Confirm
          database={database}
          question={question}
          ids={ids}
          backups={backups}
          onClose={() => setQuestion(null)}
        />
      )}
    </Section>
  );
}

/** Result of the last restore drill, or the time of the first one. */
function Proof({ of: { last_proven_at, next_drill_at, drill_error } }: { of: Schedule }) {
  if (drill_error !== null)
    return <span className="text-bad">The last restore drill did not pass: {drill_error}</span>;
  if (last_proven_at !== null)
    return (
      <>
        Last restore drill passed <Time value={last_proven_at} />
      </>
    );
  if (next_drill_at === null) return 'No restore drills scheduled.';
  return (
    <>
      First restore drill <Time value={next_drill_at} />
    </>
  );
}

interface ConfirmProps {
  database: Database;
  question: Exclude<Question, { kind: 'change' | 'remove' }> | { kind: 'remove' | 'change' };
  ids: { uuid: string; scheduled_backup_uuid: string };
  backups: Backups;
  onClose: () => void;
}

function Confirm({ database, question, ids, backups, onClose }: ConfirmProps) {
  const common = { open: true, onOpenChange: (open: boolean) => !open && onClose() };
  if (!('execution' in question))
    return (
      <ConfirmDialog
        {...common}
        title="Delete this schedule?"
        confirmLabel="Delete schedule and backups"
        onConfirm={() => backups.remove.mutateAsync(ids)}
      >
        This deletes all of its backups from the server. The database is not touched.
      </ConfirmDialog>
    );
  const { execution } = question;
  const of = { ...ids, execution_uuid: execution.uuid };
  const when = <Time value={execution.created_at} />;
  if (question.kind === 'forget')
    return (
      <ConfirmDialog
        {...common}
        title="Delete this backup?"
        confirmLabel="Delete backup"
        onConfirm={() => backups.removeExecution.mutateAsync(of)}
      >
        The backup made {when} is deleted from the server. This cannot be undone.
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog
      {...common}
      title={`Restore ${database.name}?`}
      confirmLabel="Restore"
      typeToConfirm={database.name}
      onConfirm={() => backups.restore.mutateAsync(of)}
    >
      <p>
        Everything in {execution.database_name ?? 'all databases'} is replaced by the backup made {when}.
        Anything written since then is lost.
      </p>
      <p className="mt-2">
        The current data is kept until the restore succeeds, and put back if it fails. Stop everything that
        writes to the database first.
      </p>
    </ConfirmDialog>
  );
}
