import type { VolumeBackupSpec, VolumeRestoreSpec } from '../../domain/volume-backup';
import type { Action } from '../plan/action';
import type { Downtime, Plan, Step } from '../plan/types';
import { shortStep } from '../release/release';
import { workspaceFolder } from '../server/folders';
import { downloadStep, tidyStep, uploadCleanup, uploadSteps } from './copies';

const shortMs = 60_000;
const whatWrites = 'containers that write to it are stopped and started again';

/**
 * Plan the archive of a volume or a folder (`deployment.md` §13). Containers stopped for it start again before the
 * copy is sent, and on any failure.
 */
export function volumeBackupPlan(spec: VolumeBackupSpec): Plan {
  const { operationUuid, place, file, object, writers, outdated, outdatedObjects, timeoutMs } = spec;
  const job = `${operationUuid}-archive`;
  const isStill = writers.length > 0;
  const upload = object && { name: 'the archive', file, object, at: 0 };
  return {
    operationUuid,
    noun: 'backup',
    downtime: downtimeOf(isStill),
    steps: [
      ...(isStill ? stopSteps(spec) : []),
      {
        id: 'archive',
        title: 'Archive the data',
        actions: [{ kind: 'archive-data', job, of: { place, file }, isStill, deadlineMs: timeoutMs }],
        undo: [
          { kind: 'kill-job', name: job },
          { kind: 'remove-path', path: `${file}.part` },
        ],
        deadlineMs: timeoutMs,
        onFail: 'fail',
      },
      ...(isStill ? [startStep] : []),
      ...(upload ? uploadSteps(upload, operationUuid, timeoutMs) : []),
      ...(object && !spec.keepsLocal
        ? tidyStep('local', 'Remove the file from the server', [{ kind: 'remove-uploaded', object, file }])
        : []),
      // Only after a new one exists.
      ...tidyStep('retention', 'Remove old backups', [
        ...outdated.map((path): Action => ({ kind: 'remove-path', path })),
      ]),
      ...tidyStep('retention-s3', 'Remove old copies', [
        ...outdatedObjects.map(
          (outdatedObject): Action => ({ kind: 'remove-object', object: outdatedObject }),
        ),
      ]),
    ],
    cleanup: [{ kind: 'remove-job', name: job }, ...(upload ? uploadCleanup(upload, operationUuid) : [])],
  };
}

/** Plan the restore of an archive: the current data is archived first, and restored on failure. */
export function volumeRestorePlan(spec: VolumeRestoreSpec): Plan {
  const { operationUuid, workload, place, object, writers, timeoutMs } = spec;
  const job = (name: string) => `${operationUuid}-${name}`;
  const folder = workspaceFolder(spec);
  const file = object ? `${folder}/fetched.tar.gz` : spec.file;
  const kept = `${folder}/before.tar.gz`;
  const isStill = writers.length > 0;
  const restore = (from: string, name: string): Action => ({
    kind: 'restore-archive',
    job: job(name),
    of: { place, file: from },
    deadlineMs: timeoutMs,
  });
  const ensure: Action =
    place.kind === 'folder'
      ? { kind: 'ensure-folder', path: place.path }
      : { kind: 'ensure-volume', workload, name: place.name };
  const step = { deadlineMs: timeoutMs, onFail: 'fail' } as const;
  return {
    operationUuid,
    noun: 'restore',
    downtime: downtimeOf(isStill),
    steps: [
      ...(object ? [downloadStep(object, { file, job: job('download'), deadlineMs: timeoutMs })] : []),
      ...(isStill ? stopSteps(spec) : []),
      shortStep('place', 'Prepare the place', [ensure]),
      {
        ...step,
        id: 'keep',
        title: 'Save the current data',
        actions: [
          {
            kind: 'archive-data',
            job: job('keep'),
            of: { place, file: kept },
            isStill: true,
            deadlineMs: timeoutMs,
          },
        ],
        undo: [{ kind: 'kill-job', name: job('keep') }],
      },
      {
        ...step,
        id: 'restore',
        title: 'Restore the backup',
        actions: [restore(file, 'restore')],
        undo: [{ kind: 'kill-job', name: job('restore') }, restore(kept, 'back')],
      },
      ...(isStill ? [startStep] : []),
    ],
    cleanup: [
      ...['keep', 'restore', 'back', ...(object ? ['download'] : [])].map(
        (name): Action => ({ kind: 'remove-job', name: job(name) }),
      ),
      { kind: 'remove-path', path: folder },
    ],
  };
}

function stopSteps({ writers, graceSeconds }: Pick<VolumeBackupSpec, 'writers' | 'graceSeconds'>): Step[] {
  return [
    shortStep('writers', 'Find the running containers', [{ kind: 'find-writers', writers }]),
    {
      ...shortStep('stop', 'Stop the containers that write to it', [{ kind: 'stop-writers', graceSeconds }]),
      undo: [{ kind: 'start-writers' }],
      deadlineMs: 2 * graceSeconds * 1000 + 2 * shortMs,
    },
  ];
}

const startStep = shortStep('start', 'Start them again', [{ kind: 'start-writers' }]);

function downtimeOf(isStill: boolean): Downtime {
  return isStill ? { class: 'stop-start', reasons: [whatWrites] } : { class: 'none', reasons: [] };
}
