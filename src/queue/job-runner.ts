import { EventEmitter } from 'node:events';
import { type Runner, run, type Task, type TaskList } from 'graphile-worker';
import type { Pool } from '../db/pool';
import type { Patiently } from '../db/until-answered';
import type { Logger } from '../lib/log';
import { graphileLogger } from './graphile-logger';
import { queueSchema } from './graphile-queue';
import {
  JobLimits,
  limitFlags,
  MACHINE_JOBS,
  MACHINE_LIMITS,
  WEBHOOK_JOBS,
  WEBHOOK_LIMITS,
} from './job-limits';
import { classOfJob, type JobClass, type JobName, type JobPayload, jobs } from './jobs';

export type JobHandlers = { readonly [N in JobName]: (payload: JobPayload<N>) => Promise<void> };

export interface JobRunner {
  /** Ids under which this process locks jobs; another process releases them when this one dies. */
  readonly queueIds: readonly string[];
  /** Take no more jobs and wait for the running ones. */
  stop(): Promise<void>;
}

export interface JobRunnerOptions {
  /** Pool for dispatch, whose statements must not wait behind others. */
  critical: Pool;
  pool: Pool;
  /** Waits at start until PostgreSQL answers. */
  patiently: Patiently;
  log: Logger;
  handlers: JobHandlers;
}

interface ClassSettings {
  concurrency: number;
  /** Longest delay of a job with a run time in the future; new jobs arrive by LISTEN/NOTIFY at once. */
  pollMs: number;
}

/** Settings per class. Each idle worker polls separately, so many workers poll less often. */
const classes: Record<JobClass, ClassSettings> = {
  dispatch: { concurrency: 4, pollMs: 1_000 },
  mail: { concurrency: 4, pollMs: 2_000 },
  notification: { concurrency: 4, pollMs: 2_000 },
  webhook: { concurrency: WEBHOOK_JOBS, pollMs: 4_000 },
  forge: { concurrency: 4, pollMs: 2_000 },
  machine: { concurrency: MACHINE_JOBS, pollMs: 15_000 },
};

/** Delay of a job whose organization or server had reached its limit. */
const DEFERRED_MS = 1_000;

/** Run jobs until stopped, each class separately. If a handler throws, its job is tried again later. */
export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const { critical, pool, patiently, log, handlers } = options;
  const queueIds: string[] = [];
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) =>
    queueIds.push(worker.workerId),
  );
  const start = (jobClass: JobClass, tasks: TaskList, forbiddenFlags?: () => string[]): Promise<Runner> => {
    const settings = {
      pgPool: jobClass === 'dispatch' ? critical : pool,
      schema: queueSchema,
      logger: graphileLogger(log),
      noHandleSignals: true,
      concurrency: classes[jobClass].concurrency,
      pollInterval: classes[jobClass].pollMs,
      events,
      taskList: tasks,
      ...(forbiddenFlags && { forbiddenFlags }),
    };
    return patiently(() => run(settings));
  };
  const startLimited = (jobClass: JobClass, limits: JobLimits): Promise<Runner> =>
    start(
      jobClass,
      mapTasks(taskList(jobClass, handlers), (task) => limited(task, limits)),
      limits.forbidden,
    );
  const runners = await Promise.all([
    start('dispatch', taskList('dispatch', handlers)),
    start('mail', taskList('mail', handlers)),
    start('notification', taskList('notification', handlers)),
    start('forge', taskList('forge', handlers)),
    startLimited('webhook', new JobLimits(WEBHOOK_LIMITS)),
    startLimited('machine', new JobLimits(MACHINE_LIMITS)),
  ]);
  return {
    queueIds,
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
    },
  };
}

function taskList(jobClass: JobClass, handlers: JobHandlers): TaskList {
  const handle =
    <N extends JobName>(name: N): Task =>
    // The schema of this name validated the payload, and validates it again when it is read from the database.
    (payload: unknown) =>
      handlers[name](jobs[name].parse(payload) as JobPayload<N>);
  const names = Object.keys(jobs) as JobName[]; // keys of a constant object
  const ofClass = names.filter((name) => classOfJob[name] === jobClass);
  return Object.fromEntries(ofClass.map((name) => [name, handle(name)]));
}

function mapTasks(tasks: TaskList, change: (task: Task) => Task): TaskList {
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, change(task as Task)])); // made by taskList
}

/** Put a job back instead of letting it wait in a slot. */
function limited(task: Task, limits: JobLimits): Task {
  return async (payload, helpers) => {
    const flags = limitFlags(payload);
    const ran = await limits.run(flags, async () => void (await task(payload, helpers)));
    if (ran) return;
    const { job } = helpers;
    await helpers.query(
      `SELECT graphile_worker.add_job(identifier => $1, payload => $2::json, max_attempts => $3::int, job_key => $4,
         flags => $5::text[], run_at => now() + $6 * interval '1 millisecond')`,
      [job.task_identifier, JSON.stringify(payload), job.max_attempts, job.key, flags, DEFERRED_MS],
    );
  };
}
