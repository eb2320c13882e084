import type { BackupSpec, RemoveBackupsSpec, RestoreSpec } from '../../domain/database/backup-spec';
import type { Action } from '../plan/action';
import type { Downtime, Plan, Step } from '../plan/types';
import { shortStep } from '../release/release';
import { workspaceFolder } from '../server/folders';
import { downloadStep, tidyStep, uploadCleanup, uploadSteps } from './copies';

const none: Downtime = { class: 'none', reasons: [] };
const commandDeadlineMs = 60_000;
/** Deadline of a count, which reads every row, in some engines from the disk. */
export const COUNT_MS = 10 * 60_000;

/** Keys of the facts with what a database held when it was dumped. */
export const countKeys = {
  before: (file: string) => `before ${file}`,
  after: (file: string) => `after ${file}`,
};

/**
 * Plan a backup of a running database, each part dumped to a file that is proven to be readable (`deployment.md`
 * D15.1).
 */
export function backupPlan(spec: BackupSpec): Plan {
  const { operationUuid, workload, dumps, outdated, outdatedObjects = [], timeoutMs } = spec;
  const container = workload.uuid;
  const jobs = dumps.map((_dump, at) => `${operationUuid}-dump-${at}`);
  const steps = dumps.flatMap(({ name, dump, file, count }, at): Step[] => {
    const job = jobs[at] ?? '';
    const dumping: Step = {
      id: `dump-${at}`,
      title: `Dump ${name}`,
      actions: [
        { kind: 'dump-database', job, of: { workload, container, dump, file }, deadlineMs: timeoutMs },
      ],
      undo: [
        { kind: 'kill-job', name: job },
        { kind: 'remove-path', path: `${file}.part` },
      ],
      deadlineMs: timeoutMs,
      onFail: 'fail',
    };
    if (!count) return [dumping];
    const counting = (when: keyof typeof countKeys): Step => ({
      id: `count-${when}-${at}`,
      title: `Count the rows of ${name} ${when} the dump`,
      actions: [
        {
          kind: 'count-rows',
          key: countKeys[when](file),
          of: { workload, container },
          command: count,
          expected: null,
          deadlineMs: COUNT_MS,
        },
      ],
      deadlineMs: COUNT_MS,
      onFail: 'warn',
    });
    return [counting('before'), dumping, counting('after')];
  });
  const uploads = dumps.flatMap(({ object, ...dump }, at) => (object ? [{ ...dump, object, at }] : []));
  const sent = uploads.flatMap((upload) => uploadSteps(upload, operationUuid, timeoutMs));
  const remove = outdated.map((path): Action => ({ kind: 'remove-path', path }));
  const removeObjects = outdatedObjects.map((object): Action => ({ kind: 'remove-object', object }));
  return {
    operationUuid,
    noun: 'backup',
    downtime: none,
    steps: [
      ...steps,
      ...sent,
      // Only after a new one exists.
      ...tidyStep('retention', 'Remove old backups', remove),
      ...tidyStep('retention-s3', 'Remove old copies', removeObjects),
    ],
    cleanup: [
      ...jobs.map((name): Action => ({ kind: 'remove-job', name })),
      ...uploads.flatMap((upload) => uploadCleanup(upload, operationUuid)),
    ],
  };
}

/**
 * Plan the restore of a database from a dump. It can be undone: the current data is dumped first, and restored on
 * failure (`deployment.md` D15.2).
 */
export function restorePlan(spec: RestoreSpec): Plan {
  const { operationUuid, workload, component, dump, object, signIn, timeoutMs } = spec;
  const job = (name: string) => `${operationUuid}-${name}`;
  const container = workload.uuid;
  const kept = `${workspaceFolder(spec)}/before.${dump.ending}`;
  const file = object ? `${workspaceFolder(spec)}/fetched.${dump.ending}` : spec.file;
  const restore = (from: string, name: string): Action => ({
    kind: 'restore-dump',
    job: job(name),
    of: { workload, container, dump, file: from },
    deadlineMs: timeoutMs,
  });
  return {
    operationUuid,
    noun: 'restore',
    downtime: none,
    steps: [
      shortStep('previous', 'Find the running containers', [
        { kind: 'find-previous', target: { operationUuid, workload, component }, proxy: null },
      ]),
      ...(object ? [downloadStep(object, { file, job: job('download'), deadlineMs: timeoutMs })] : []),
      {
        id: 'keep',
        title: 'Save the current data',
        actions: [
          {
            kind: 'dump-database',
            job: job('keep'),
            of: { workload, container, dump, file: kept },
            deadlineMs: timeoutMs,
          },
        ],
        undo: [{ kind: 'kill-job', name: job('keep') }],
        deadlineMs: timeoutMs,
        onFail: 'fail',
      },
      {
        id: 'restore',
        title: 'Restore the backup',
        actions: [restore(file, 'restore')],
        undo: [{ kind: 'kill-job', name: job('restore') }, restore(kept, 'back')],
        deadlineMs: timeoutMs,
        onFail: 'fail',
      },
      shortStep('query', 'Query the database', [
        {
          kind: 'run-in-container',
          component: component.name,
          command: signIn,
          deadlineMs: commandDeadlineMs,
        },
      ]),
    ],
    cleanup: [
      ...['keep', 'restore', 'back', ...(object ? ['download'] : [])].map(
        (name): Action => ({ kind: 'remove-job', name: job(name) }),
      ),
      { kind: 'remove-path', path: workspaceFolder(spec) },
    ],
  };
}

export function removeBackupsPlan({ operationUuid, files, objects = [] }: RemoveBackupsSpec): Plan {
  return {
    operationUuid,
    noun: 'backup removal',
    downtime: none,
    steps: [
      shortStep(
        'remove',
        'Remove the files',
        files.map((path) => ({ kind: 'remove-path', path })),
      ),
      ...tidyStep(
        'remove-objects',
        'Remove the copies in S3',
        objects.map((object) => ({ kind: 'remove-object', object })),
      ),
    ],
    cleanup: [],
  };
}
