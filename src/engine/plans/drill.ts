import type { DrillSpec } from '../../domain/database/backup-spec';
import type { Action } from '../plan/action';
import type { Plan, Step } from '../plan/types';
import { shortStep } from '../release/release';
import { workspaceFolder } from '../server/folders';
import { COUNT_MS } from './backup';
import { downloadStep } from './copies';
import { firstStartSteps } from './database';

/** Bytes of disk space for each byte of a dump: it is compressed, and the copy has indexes. */
const ROOM_FOR_BYTE = 8;
const LEAST_ROOM = 1024 ** 3;
const REMOVAL_MS = 10 * 60_000;

/**
 * Plan the proof of a backup: the dump is restored into a temporary database and counted. The original database is not
 * touched (`deployment.md` D15.2).
 */
export function drillPlan(spec: DrillSpec): Plan {
  const { database, dump, object, bytes, count, expected, timeoutMs } = spec;
  const { operationUuid, workload } = database;
  const job = (name: string) => `${operationUuid}-${name}`;
  const container = workload.uuid;
  const file = object ? `${workspaceFolder(database)}/fetched.${dump.ending}` : spec.file;
  const { prepare, start } = firstStartSteps(database);
  const remove: Action[] = [
    { kind: 'remove-containers', workload, graceSeconds: 1 },
    { kind: 'remove-objects', workload, objects: 'volumes' },
  ];
  return {
    operationUuid,
    noun: 'restore drill',
    downtime: { class: 'none', reasons: [] },
    steps: [
      {
        ...shortStep('room', 'Check that there is space for a copy', [
          { kind: 'check-disk', minFreeBytes: LEAST_ROOM + ROOM_FOR_BYTE * bytes, minFreeRatio: 0 },
        ]),
        // Undone last: an existing container would keep its volume.
        undo: remove,
      },
      ...(object ? [downloadStep(object, { file, job: job('download'), deadlineMs: timeoutMs })] : []),
      ...[...prepare, ...start].map(withTitle),
      {
        id: 'restore',
        title: 'Restore the backup into the copy',
        actions: [
          {
            kind: 'restore-dump',
            job: job('restore'),
            of: { workload, container, dump, file },
            deadlineMs: timeoutMs,
          },
        ],
        undo: [{ kind: 'kill-job', name: job('restore') }],
        deadlineMs: timeoutMs,
        onFail: 'fail',
      },
      {
        id: 'count',
        title: 'Count the restored rows',
        actions: [
          {
            kind: 'count-rows',
            key: 'restored',
            of: { workload, container },
            command: count,
            expected,
            deadlineMs: COUNT_MS,
          },
        ],
        deadlineMs: COUNT_MS,
        onFail: 'fail',
      },
      { ...shortStep('remove', 'Remove the copy', remove), deadlineMs: REMOVAL_MS },
    ],
    cleanup: [
      ...['restore', ...(object ? ['download'] : [])].map(
        (name): Action => ({ kind: 'remove-job', name: job(name) }),
      ),
      { kind: 'remove-path', path: workspaceFolder(database) },
    ],
  };
}

/** Title the step of a start as a step of the copy. */
function withTitle(step: Step): Step {
  return { ...step, title: `${step.title} (copy)` };
}
