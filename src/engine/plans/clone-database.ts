import type { CloneSource, CloneSpec } from '../../domain/database/database-spec';
import type { Action } from '../plan/action';
import type { Downtime, Plan, Step } from '../plan/types';
import { shortStep } from '../release/release';
import { workspaceFolder } from '../server/folders';
import { firstStartSteps } from './database';

const shortMs = 60_000;

/**
 * Plan a new database with the data of another one. A failure leaves nothing behind: the container is removed, then
 * its volumes.
 */
export function cloneDatabasePlan({ database, source }: CloneSpec): Plan {
  const { operationUuid, workload, deadlines } = database;
  const job = (name: string) => `${operationUuid}-${name}`;
  const { prepare, start } = firstStartSteps(database);
  const removeVolumes: Action = { kind: 'remove-objects', workload, objects: 'volumes' };
  const jobs =
    source.kind === 'dump' ? ['dump', 'restore'] : source.volumes.map((_volume, at) => `copy-${at}`);
  const restored: Step[] = [];
  const filled: Step[] = [];
  if (source.kind === 'dump') {
    const { dump } = source;
    const file = `${workspaceFolder(database)}/data.${dump.ending}`;
    const step = { deadlineMs: deadlines.totalMs, onFail: 'fail' } as const;
    const of = { workload: source.workload, container: source.container, dump, file };
    const into = { workload, container: workload.uuid, dump, file };
    filled.push({
      ...step,
      id: 'dump',
      title: `Dump the data of ${source.workload.name}`,
      actions: [{ kind: 'dump-database', job: job('dump'), of, deadlineMs: deadlines.totalMs }],
      undo: [{ kind: 'kill-job', name: job('dump') }, removeVolumes],
    });
    restored.push({
      ...step,
      id: 'restore',
      title: 'Restore the data',
      actions: [{ kind: 'restore-dump', job: job('restore'), of: into, deadlineMs: deadlines.totalMs }],
      undo: [{ kind: 'kill-job', name: job('restore') }],
    });
  } else {
    filled.push(
      ...copySteps(source, { workload, deadlineMs: deadlines.totalMs, jobs: jobs.map(job), removeVolumes }),
    );
  }
  return {
    operationUuid,
    noun: 'clone',
    downtime: downtimeOf(source),
    steps: [...prepare, ...filled, ...start, ...restored],
    cleanup: [
      ...jobs.map((name): Action => ({ kind: 'remove-job', name: job(name) })),
      { kind: 'remove-path', path: workspaceFolder(database) },
    ],
  };
}

type Volumes = Extract<CloneSource, { kind: 'volumes' }>;

interface Copy {
  workload: CloneSpec['database']['workload'];
  deadlineMs: number;
  jobs: readonly string[];
  removeVolumes: Action;
}

function copySteps(source: Volumes, { workload, deadlineMs, jobs, removeVolumes }: Copy): Step[] {
  const { graceSeconds, isRunning, volumes } = source;
  const { name } = source.workload;
  const copy: Step = {
    id: 'copy',
    title: 'Copy the volumes',
    actions: volumes.map(({ from, to }, at): Action => {
      return { kind: 'copy-volume', job: jobs[at] ?? '', workload, from, to, deadlineMs };
    }),
    undo: [...jobs.map((job): Action => ({ kind: 'kill-job', name: job })), removeVolumes],
    deadlineMs,
    onFail: 'fail',
  };
  if (!isRunning) return [copy];
  const start: Action = { kind: 'start-workload', workload: source.workload };
  return [
    {
      ...shortStep('stop-source', `Stop ${name} during the copy`, [
        { kind: 'stop-workload', workload: source.workload, graceSeconds },
      ]),
      undo: [start],
      deadlineMs: 2 * graceSeconds * 1000 + 2 * shortMs,
    },
    copy,
    shortStep('start-source', `Start ${name} again`, [start]),
  ];
}

function downtimeOf(source: CloneSource): Downtime {
  return source.kind === 'volumes' && source.isRunning
    ? { class: 'stop-start', reasons: [`${source.workload.name} is stopped while its volumes are copied`] }
    : { class: 'none', reasons: [] };
}
