import type { BackupSpec, RemoveBackupsSpec, RestoreSpec } from '../../domain/database/backup-spec';
import type { Action } from '../plan/action';
import type { Downtime, Plan, Step } from '../plan/types';
import { shortStep } from '../release/release';
import { workspaceFolder } from '../server/folders';

const none: Downtime = { class: 'none', reasons: [] };
const commandDeadlineMs = 60_000;

/** What dumps a database while it runs, each part into a file that is proven to be readable (`deployment.md` D15.1). */
export function backupPlan({ operationUuid, workload, dumps, outdated, timeoutMs }: BackupSpec): Plan {
  const container = workload.uuid;
  const jobs = dumps.map((_dump, at) => `${operationUuid}-dump-${at}`);
  const steps = dumps.map(({ name, dump, file }, at): Step => {
    const job = jobs[at] ?? '';
    return {
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
  });
  const remove = outdated.map((path): Action => ({ kind: 'remove-path', path }));
  return {
    operationUuid,
    noun: 'backup',
    downtime: none,
    steps: [
      ...steps,
      // Not before there is a new one.
      ...(remove.length > 0
        ? [{ ...shortStep('retention', 'Remove backups that are not kept', remove), onFail: 'warn' as const }]
        : []),
    ],
    cleanup: jobs.map((name) => ({ kind: 'remove-job', name })),
  };
}

/**
 * What restores a database from a dump, as an operation that can go back: what is there now is dumped first, and comes
 * back when something fails (`deployment.md` D15.2).
 */
export function restorePlan(spec: RestoreSpec): Plan {
  const { operationUuid, workload, component, dump, file, signIn, timeoutMs } = spec;
  const job = (name: string) => `${operationUuid}-${name}`;
  const container = workload.uuid;
  const kept = `${workspaceFolder(spec)}/before.${dump.ending}`;
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
      shortStep('previous', 'Look at what runs now', [
        { kind: 'find-previous', target: { operationUuid, workload, component }, proxy: null },
      ]),
      {
        id: 'keep',
        title: 'Keep what is there now',
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
      shortStep('query', 'Ask the database a question', [
        {
          kind: 'run-in-container',
          component: component.name,
          command: signIn,
          deadlineMs: commandDeadlineMs,
        },
      ]),
    ],
    cleanup: [
      ...['keep', 'restore', 'back'].map((name): Action => ({ kind: 'remove-job', name: job(name) })),
      { kind: 'remove-path', path: workspaceFolder(spec) },
    ],
  };
}

export function removeBackupsPlan({ operationUuid, files }: RemoveBackupsSpec): Plan {
  return {
    operationUuid,
    noun: 'removal of backups',
    downtime: none,
    steps: [
      shortStep(
        'remove',
        'Remove the files',
        files.map((path) => ({ kind: 'remove-path', path })),
      ),
    ],
    cleanup: [],
  };
}
