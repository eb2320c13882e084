import { EventEmitter } from 'node:events';
import { type Runner, run, type TaskList } from 'graphile-worker';
import type { Pool } from '../db/pool';
import type { Logger } from '../lib/log';
import { graphileLogger } from './graphile-logger';
import { queueSchema } from './graphile-queue';
import { type JobName, type JobPayload, jobs } from './jobs';

export type JobHandlers = { readonly [N in JobName]: (payload: JobPayload<N>) => Promise<void> };

export interface JobRunner {
  /** Ids under which this process locks jobs; another process gives them back when this one dies. */
  readonly queueIds: readonly string[];
  /** Takes no more jobs and waits for those that run. */
  stop(): Promise<void>;
}

export interface JobRunnerOptions {
  pool: Pool;
  log: Logger;
  handlers: JobHandlers;
  concurrency: number;
}

/** How long a job with a run time in the future may be late; new jobs arrive by LISTEN/NOTIFY at once. */
const POLL_MS = 1000;

/** Runs jobs until stopped. A handler that throws has its job tried again later. */
export async function startJobRunner({
  pool,
  log,
  handlers,
  concurrency,
}: JobRunnerOptions): Promise<JobRunner> {
  const queueIds: string[] = [];
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) =>
    queueIds.push(worker.workerId),
  );
  const runner: Runner = await run({
    pgPool: pool,
    schema: queueSchema,
    logger: graphileLogger(log),
    noHandleSignals: true,
    concurrency,
    pollInterval: POLL_MS,
    events,
    taskList: taskList(handlers),
  });
  return {
    queueIds,
    stop: () => runner.stop(),
  };
}

function taskList(handlers: JobHandlers): TaskList {
  const handle =
    <N extends JobName>(name: N) =>
    // The schema of this name made the payload, and makes it again when it comes back from the database.
    (payload: unknown) =>
      handlers[name](jobs[name].parse(payload) as JobPayload<N>);
  const names = Object.keys(jobs) as JobName[]; // keys of a constant object
  return Object.fromEntries(names.map((name) => [name, handle(name)]));
}
