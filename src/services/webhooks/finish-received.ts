import { tryExclusively } from '../../db/advisory-lock';
import type { ReceivedWebhook } from '../../db/generated/client';
import { databaseTime } from '../../db/queries/database-time';
import { listWebhookApplications, type WebhookApplication } from '../../db/queries/webhook-applications';
import { errorMessage } from '../../domain/error';
import type { WebhookEvent } from '../../domain/webhook/event';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { ALREADY_QUEUED } from '../deployments/deploy-planned';
import { decide } from './decide';
import { carryOut, type Decision, deploymentUuid } from './deploy';
import { type Delivery, findSettled, keep, settle } from './ledger';
import { type Lost, skipIfOutdated } from './outdated';
import { forget } from './received';
import { waitForRoom } from './wait-for-room';

/** Age of a delivery that its process does not handle any more. */
const LOST_MS = 60_000;
/** Age until which failed attempts are repeated. */
const MAX_AGE_MS = 3_600_000;
/** Age after which a delivery deploys nothing: its users had to help themselves. */
const STALE_MS = 86_400_000;
const NOT_RUNNING = 'Gantry was not running when it came; redeploy if it is still wanted';
const NO_ROOM = 'the deployment queue of the server was full for a day; redeploy if it is still wanted';
const BATCH = 100;
/** Most deliveries of one sweep. */
const MOST = 2000;

/**
 * Finish the deliveries that a crash left unhandled or that wait for room in a queue, in the order in which they came.
 * One process does it for all.
 */
export async function finishReceived(services: Services): Promise<void> {
  const { maintenance, unscoped } = services.database;
  await tryExclusively(maintenance, 'gantry webhook sweep', async () => {
    const now = (await databaseTime(maintenance)).getTime();
    const before = new Date(now - LOST_MS);
    // Those that wait for one server do not hold back newer ones for another.
    for (let after = 0, count = 0; count < MOST; count += BATCH) {
      const lost = await unscoped.receivedWebhook.findMany({
        where: { receivedAt: { lt: before }, id: { gt: after } },
        orderBy: { id: 'asc' },
        take: BATCH,
      });
      for (const row of lost) await finishOrLog(services, row, now - row.receivedAt.getTime());
      const last = lost.at(-1);
      if (!last || lost.length < BATCH) break;
      after = last.id;
    }
  });
}

async function finishOrLog(services: Services, row: ReceivedWebhook, age: number): Promise<void> {
  const scope = organizationScopeOf(services, row.organizationId);
  try {
    await finish(scope, row, age);
  } catch (error) {
    services.log.warn({ delivery: row.deliveryId, error: errorMessage(error) }, 'webhook not handled');
    // Rows that always fail would be tried forever.
    if (age > lastAttempt(row)) await forget(scope, row.id);
  }
}

/**
 * Handle a delivery: what it started before the crash is found by its uuid and not started again. One that finds a queue
 * full stays for the next sweep.
 */
async function finish(scope: OrganizationScope, row: ReceivedWebhook, age: number): Promise<void> {
  const delivery: Delivery = {
    provider: row.provider,
    deliveryId: row.deliveryId,
    eventName: row.event,
    event: row.content as unknown as WebhookEvent, // written only by `remember`, from such an event
    receivedAt: row.receivedAt,
  };
  const settled = await findSettled(scope, delivery);
  if (!settled || settled.uuid === row.ledgerUuid) {
    const { pool } = scope.database;
    const applications = await listWebhookApplications(pool, scope.organizationId, row.workloadIds);
    const decisions = await Promise.all(
      applications.map((application) => finishFor(scope, { row, delivery, application }, age)),
    );
    if (age <= STALE_MS && decisions.some(({ isFull }) => isFull)) {
      await wait(scope, { row, delivery, decisions });
      return;
    }
    await record(scope, { row, delivery, decisions });
  }
  await forget(scope, row.id);
}

/** Age after which an attempt that fails is the last one: one that waits for room is tried for longer. */
function lastAttempt({ ledgerUuid }: ReceivedWebhook): number {
  return ledgerUuid === null ? MAX_AGE_MS : STALE_MS;
}

interface Handled {
  row: ReceivedWebhook;
  delivery: Delivery;
  decisions: readonly Decision[];
}

/** Hold a delivery whose applications have no room yet. Those that had some are settled, and not tried again. */
async function wait(scope: OrganizationScope, { row, delivery, decisions }: Handled): Promise<void> {
  const { id, ledgerUuid } = row;
  const roomFor = decisions.filter(({ isFull }) => !isFull);
  if (ledgerUuid === null || !(await settle(scope, ledgerUuid, roomFor))) {
    await waitForRoom(scope, row, delivery, decisions);
    return;
  }
  const workloadIds = decisions.filter(({ isFull }) => isFull).map(({ application }) => application.id);
  await scope.db.receivedWebhook.updateMany({ where: { id }, data: { workloadIds } });
}

async function record(scope: OrganizationScope, { row, delivery, decisions }: Handled): Promise<void> {
  if (row.ledgerUuid !== null && (await settle(scope, row.ledgerUuid, decisions))) return;
  if (decisions.length > 0) await keep(scope, delivery, decisions);
}

interface LostDelivery extends Lost {
  row: ReceivedWebhook;
}

async function finishFor(scope: OrganizationScope, lost: LostDelivery, age: number): Promise<Decision> {
  const { application } = lost;
  try {
    return await attempt(scope, lost, age);
  } catch (error) {
    if (age <= lastAttempt(lost.row)) throw error;
    scope.log.error({ application: application.uuid, error: errorMessage(error) }, 'webhook given up');
    return decided(application, 'failed', 'Gantry failed to handle it; its log says why');
  }
}

async function attempt(scope: OrganizationScope, lost: LostDelivery, age: number): Promise<Decision> {
  const { row, delivery, application } = lost;
  const uuid = deploymentUuid(delivery, application.id);
  if (await scope.db.operation.findUnique({ where: { uuid }, select: { id: true } }))
    return { ...decided(application, 'queued', ALREADY_QUEUED), deploymentUuid: uuid };
  const skipped = await skipIfOutdated(scope, lost);
  if (skipped) return skipped;
  const { deploy } = decide(application, delivery.event);
  if ((deploy === true || deploy === 'preview') && age > STALE_MS)
    return decided(application, 'failed', row.ledgerUuid === null ? NOT_RUNNING : NO_ROOM);
  return carryOut(scope, application, delivery);
}

function decided(
  { id, uuid, name }: WebhookApplication,
  status: Decision['status'],
  message: string,
): Decision {
  return { application: { id, uuid, name }, status, message, deploymentUuid: null };
}
