'use client';

import { useState } from 'react';
import type { Execution } from '../backups/execution';
import { ExecutionRow } from '../backups/execution-row';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { Dialog } from '../primitives/dialog';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import type { Storage } from '../resources';
import { FailingMark } from '../schedule/failing-mark';
import { useCan } from '../session/use-can';
import type { StoredWorkload } from '../workload/use-workload-procedures';
import type { StorageSchedule } from './backup-values';
import { StorageScheduleForm } from './storage-schedule-form';
import { type StorageBackups, useStorageBackups } from './use-storage-backups';

interface StorageBackupsDialogProps {
  workload: StoredWorkload;
  storage: Storage;
  project: string | undefined;
  onClose: () => void;
}

/** Dialog with the backups of one storage: its schedule, the result of each backup, and a button that restores it. */
export function StorageBackupsDialog({ workload, storage, project, onClose }: StorageBackupsDialogProps) {
  const backups = useStorageBackups(workload);
  const ids = { uuid: workload.uuid, storage_uuid: storage.uuid };
  const canSet = useCan('backup:create', project);
  const [isEditing, setEditing] = useState(false);
  const save: Parameters<typeof StorageScheduleForm>[0]['save'] = async (request) => {
    await backups.set.mutateAsync({ ...ids, ...request });
    setEditing(false);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Backups of ${storage.mount_path}`} wide>
      <QueryView query={backups.query} what="Backups" skeleton={<ListSkeleton label="backups" />}>
        {(schedules) => {
          const schedule = schedules.find((each) => each.storage_uuid === storage.uuid) ?? null;
          if (isEditing || (schedule === null && canSet))
            return (
              <StorageScheduleForm
                schedule={schedule}
                save={save}
                onCancel={() => (schedule === null ? onClose() : setEditing(false))}
              />
            );
          if (schedule === null) return <p className="text-ink-2">This storage has no backup schedule.</p>;
          return (
            <Backups
              schedule={schedule}
              backups={backups}
              ids={ids}
              project={project}
              onEdit={canSet ? () => setEditing(true) : null}
            />
          );
        }}
      </QueryView>
    </Dialog>
  );
}

interface BackupsProps {
  schedule: StorageSchedule;
  backups: StorageBackups;
  ids: { uuid: string; storage_uuid: string };
  project: string | undefined;
  /** Null if the caller may not change the schedule. */
  onEdit: (() => void) | null;
}

function Backups({ schedule, backups, ids, project, onEdit }: BackupsProps) {
  const can = {
    run: useCan('backup:run', project),
    remove: useCan('backup:delete', project),
    restore: useCan('backup:restore', project),
  };
  const [isRemoving, setRemoving] = useState(false);
  const [restored, setRestored] = useState<Execution | null>(null);
  const { enabled, frequency, next_run_at: next, stop_during_backup: stops, save_s3: isCopied } = schedule;
  return (
    <div className="space-y-4">
      <p className="text-ink-2">
        <FailingMark isFailing={schedule.is_failing} />
        <code className="text-xs">{frequency}</code> (UTC).{' '}
        {enabled ? (
          <>
            Next <Time value={next} />
          </>
        ) : (
          'Switched off'
        )}
        {' · '}
        {stops ? 'Containers that use it are stopped during the backup' : 'No containers are stopped'}
        {isCopied ? ', and copies go to S3.' : '.'}
      </p>
      <div className="flex flex-wrap gap-2">
        {can.run && (
          <Button busy={backups.run.isPending} onClick={() => backups.run.mutate(ids)}>
            Back up now
          </Button>
        )}
        {onEdit && <Button onClick={onEdit}>Change</Button>}
        {can.remove && (
          <Button variant="danger-quiet" onClick={() => setRemoving(true)}>
            Delete
          </Button>
        )}
      </div>
      {schedule.executions.length === 0 ? (
        <p className="text-ink-3">No backups yet.</p>
      ) : (
        <RowList label="Backups" rows={schedule.executions} keyOf={({ uuid }) => uuid}>
          {(execution) => (
            <ExecutionRow
              execution={execution}
              name="archive"
              canRestore={can.restore}
              canDelete={false}
              onRestore={() => setRestored(execution)}
            />
          )}
        </RowList>
      )}
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title="Delete this schedule?"
        confirmLabel="Delete schedule and backups"
        onConfirm={() => backups.remove.mutateAsync(ids)}
      >
        This deletes all of its backups from the server and from S3. The storage itself is not touched.
      </ConfirmDialog>
      <ConfirmDialog
        open={restored !== null}
        onOpenChange={() => setRestored(null)}
        title="Restore this backup?"
        confirmLabel="Restore"
        onConfirm={() => backups.restore.mutateAsync({ ...ids, execution_uuid: restored?.uuid ?? '' })}
      >
        <p>
          Everything in the storage is replaced by the backup made{' '}
          <Time value={restored?.created_at ?? null} />. Anything written since then is lost.
        </p>
        <p className="mt-2">
          Containers that use it are stopped during the restore. If the restore fails, the current data is put
          back.
        </p>
      </ConfirmDialog>
    </div>
  );
}
