import { setMaxListeners } from 'node:events';
import type { GraphileQueue } from '../queue/graphile-queue';
import { type JobRunner, type JobRunnerOptions, startJobRunner } from '../queue/job-runner';
import {
  deadProcesses,
  forgetProcess,
  heartbeat,
  thisProcess,
  type WorkerIdentity,
} from '../queue/worker-process';
import { drainAuditOutbox } from '../services/audit/intent';
import { keepAuditTrail } from '../services/audit/retention';
import { runDueBackups } from '../services/backups/run-due';
import { refreshDueCatalogues } from '../services/catalogues/refresh-due';
import { renewDueCertificates } from '../services/certificates/renew-due';
import { runDueCleanups } from '../services/cleanup/run-due';
import type { Services } from '../services/context';
import { moveOpenGroups } from '../services/deployment-groups/move';
import { issueDueCertificates } from '../services/dns-certificates/issue-due';
import { reportUnreportedEnds } from '../services/forge-reports/report-end';
import { pruneExpired } from '../services/housekeeping/prune';
import { keepHistory, type Retention } from '../services/housekeeping/retention';
import { queueOverdueDeliveries } from '../services/notifications/webhook/sweep';
import { dispatchWaiting, releaseLeasesOf } from '../services/operations/claim';
import { finishRemovals } from '../services/operations/finish-removals';
import { sweepPreviews } from '../services/previews/sweep';
import { sweepServers } from '../services/server-sweep/sweep';
import { runDueTasks } from '../services/tasks/run-due';
import { sweepKeys } from '../services/tokens/sweep';
import { finishReceived } from '../services/webhooks/finish-received';
import { OperationRunner } from './operation-runner';
import { repeat } from './repeat';
import { jobTable } from './table';

export interface Worker {
  /** Take nothing new, give deployments back, stop the sweeps, and unregister the worker. */
  stop(): Promise<void>;
}

export interface WorkerSettings extends Retention {
  /** Days that rows of the audit trail are kept. */
  auditRetentionDays: number;
}

const HEARTBEAT_MS = 5_000;
/** Schedules are exact to the minute. */
const SCHEDULE_SWEEP_MS = 15_000;
const RECOVERY_MS = 10_000;
const SERVER_SWEEP_MS = 30_000;
const REMOVAL_SWEEP_MS = 30_000;
const PREVIEW_SWEEP_MS = 300_000;
const WEBHOOK_SWEEP_MS = 30_000;
const NOTIFICATION_SWEEP_MS = 60_000;
const FORGE_REPORT_SWEEP_MS = 30_000;
const PRUNING_MS = 600_000;
const KEY_SWEEP_MS = 600_000;
const DNS_CERTIFICATE_SWEEP_MS = 60_000;
const CERTIFICATE_SWEEP_MS = 3_600_000;
const AUDIT_SWEEP_MS = 3_600_000;
const HISTORY_SWEEP_MS = 3_600_000;
/** Catalogues are read again once a day. */
const CATALOGUE_SWEEP_MS = 600_000;
const AUDIT_OUTBOX_MS = 30_000;
/** Stagger at start: all sweeps together would need more connections than a busy PostgreSQL opens in time. */
const SWEEPS_APART_MS = 200;

/**
 * Start the worker of this process: jobs, deployments, and the sweeps that repair what was left behind.
 * @param patiently repeats work while PostgreSQL is down or busy
 */
export async function startWorker(
  services: Services,
  queue: GraphileQueue,
  settings: WorkerSettings,
  patiently: JobRunnerOptions['patiently'],
): Promise<Worker> {
  const identity = await thisProcess();
  const deployments = new OperationRunner(services, identity.id);
  const { database, log } = services;
  await patiently(() => heartbeat(database, identity, []));
  await patiently(() => recover(services, queue, identity));
  const jobs = await startJobRunner({
    critical: database.critical,
    pool: database.pool,
    patiently,
    log,
    handlers: jobTable(services, deployments),
  });
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // every sweep listens to it
  const sweeps = startSweeps({ services, queue, identity, jobs, settings }, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await deployments.stop();
      await jobs.stop();
      await sweeps;
      await forgetProcess(database, identity.id);
    },
  };
}

interface Sweeps {
  services: Services;
  queue: GraphileQueue;
  identity: WorkerIdentity;
  jobs: JobRunner;
  settings: WorkerSettings;
}

function startSweeps(
  { services, queue, identity, jobs, settings }: Sweeps,
  signal: AbortSignal,
): Promise<unknown> {
  const { database } = services;
  return Promise.all(
    [
      {
        name: 'heartbeat',
        everyMs: HEARTBEAT_MS,
        run: () => heartbeat(database, identity, jobs.queueIds),
      },
      { name: 'recovery', everyMs: RECOVERY_MS, run: () => recover(services, queue, identity) },
      { name: 'servers', everyMs: SERVER_SWEEP_MS, run: () => sweepServers(services) },
      { name: 'backups', everyMs: SCHEDULE_SWEEP_MS, run: () => runDueBackups(services) },
      { name: 'tasks', everyMs: SCHEDULE_SWEEP_MS, run: () => runDueTasks(services) },
      { name: 'cleanups', everyMs: SCHEDULE_SWEEP_MS, run: () => runDueCleanups(services) },
      { name: 'certificates', everyMs: CERTIFICATE_SWEEP_MS, run: () => renewDueCertificates(services) },
      {
        name: 'certificates by DNS',
        everyMs: DNS_CERTIFICATE_SWEEP_MS,
        run: () => issueDueCertificates(services),
      },
      { name: 'removals', everyMs: REMOVAL_SWEEP_MS, run: () => finishRemovals(services) },
      { name: 'previews', everyMs: PREVIEW_SWEEP_MS, run: () => sweepPreviews(services) },
      { name: 'webhooks', everyMs: WEBHOOK_SWEEP_MS, run: () => finishReceived(services) },
      {
        name: 'notification deliveries',
        everyMs: NOTIFICATION_SWEEP_MS,
        run: () => queueOverdueDeliveries(services),
      },
      { name: 'forge reports', everyMs: FORGE_REPORT_SWEEP_MS, run: () => reportUnreportedEnds(services) },
      { name: 'API keys', everyMs: KEY_SWEEP_MS, run: () => sweepKeys(services) },
      { name: 'catalogues', everyMs: CATALOGUE_SWEEP_MS, run: () => refreshDueCatalogues(services) },
      { name: 'pruning', everyMs: PRUNING_MS, run: () => pruneExpired(services) },
      {
        name: 'history retention',
        everyMs: HISTORY_SWEEP_MS,
        run: () => keepHistory(services, settings),
      },
      { name: 'audit outbox', everyMs: AUDIT_OUTBOX_MS, run: () => drainAuditOutbox(services) },
      {
        name: 'audit retention',
        everyMs: AUDIT_SWEEP_MS,
        run: () => keepAuditTrail(services, settings.auditRetentionDays),
      },
    ].map((sweep, position) => repeat(services, { ...sweep, afterMs: position * SWEEPS_APART_MS }, signal)),
  );
}

/** Free what dead processes held, and check everything that waits. */
async function recover(services: Services, queue: GraphileQueue, identity: WorkerIdentity): Promise<void> {
  for (const dead of await deadProcesses(services.database, identity)) {
    await queue.unlock(dead.queueIds);
    const leases = await releaseLeasesOf(services, dead.id);
    await forgetProcess(services.database, dead.id);
    services.log.info({ worker: dead.id, deployments: leases }, 'took over from a worker that ended');
  }
  await queue.freeTurns();
  await dispatchWaiting(services);
  await moveOpenGroups(services);
}
