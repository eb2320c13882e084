import { tryExclusively } from '../../db/advisory-lock';
import type { ReceivedWebhook } from '../../db/generated/client';
import { databaseTime } from '../../db/queries/database-time';
import { listWebhookApplications, type WebhookApplication } from '../../db/queries/webhook-applications';
import { errorMessage } from '../../domain/error';
import type { WebhookEvent } from '../../domain/webhook/event';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { ALREADY_QUEUED } from '../deployments/deploy-planned';
import { decide } from './decide';
import { carryOut, type Decision, deploymentUuid, type Refusals } from './deploy';
import { type Delivery, findSettled, keep } from './ledger';
import { type Lost, skipIfOutdated } from './outdated';
import { forget } from './received';

/** Age of a delivery that its process does not handle any more. */
const LOST_MS = 60_000;
/** Age after which an attempt that fails is the last one. */
const MAX_AGE_MS = 3_600_000;
/** Age after which a delivery deploys nothing: its users had to help themselves. */
const STALE_MS = 86_400_000;
const BATCH = 100;

/** Finish the deliveries that a crash left unhandled, in the order in which they came. One process does it for all. */
export async function finishReceived(services: Services): Promise<void> {
  const { maintenance, unscoped } = services.database;
  await tryExclusively(maintenance, 'gantry webhook sweep', async () => {
    const now = (await databaseTime(maintenance)).getTime();
    const lost = await unscoped.receivedWebhook.findMany({
      where: { receivedAt: { lt: new Date(now - LOST_MS) } },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
    for (const row of lost) {
      const scope = organizationScopeOf(services, row.organizationId);
      const age = now - row.receivedAt.getTime();
      try {
        await finish(scope, row, age);
      } catch (error) {
        services.log.warn({ delivery: row.deliveryId, error: errorMessage(error) }, 'webhook not handled');
        // Rows that always fail would hold back newer ones.
        if (age > MAX_AGE_MS) await forget(scope, row.id);
      }
    }
  });
}

/** Handle a delivery: what it started before the crash is found by its uuid and not started again. */
async function finish(scope: OrganizationScope, row: ReceivedWebhook, age: number): Promise<void> {
  const delivery: Delivery = {
    provider: row.provider,
    deliveryId: row.deliveryId,
    eventName: row.event,
    event: row.content as unknown as WebhookEvent, // written only by `remember`, from such an event
    receivedAt: row.receivedAt,
  };
  if (!(await findSettled(scope, delivery))) {
    const { pool } = scope.database;
    const applications = await listWebhookApplications(pool, scope.organizationId, row.workloadIds);
    const decisions = await Promise.all(
      applications.map((application) => finishFor(scope, { row, delivery, application }, age)),
    );
    if (decisions.length > 0) await keep(scope, delivery, decisions);
  }
  await forget(scope, row.id);
}

async function finishFor(scope: OrganizationScope, lost: Lost, age: number): Promise<Decision> {
  const { application } = lost;
  try {
    return await attempt(scope, lost, age);
  } catch (error) {
    if (age <= MAX_AGE_MS) throw error;
    scope.log.error({ application: application.uuid, error: errorMessage(error) }, 'webhook given up');
    return decided(application, 'failed', 'Gantry failed to handle it; its log says why');
  }
}

/** @throws AppError too_many_requests when no queue had room, while it may be tried again */
async function attempt(scope: OrganizationScope, lost: Lost, age: number): Promise<Decision> {
  const { delivery, application } = lost;
  const uuid = deploymentUuid(delivery, application.id);
  if (await scope.db.operation.findUnique({ where: { uuid }, select: { id: true } }))
    return { ...decided(application, 'queued', ALREADY_QUEUED), deploymentUuid: uuid };
  const skipped = await skipIfOutdated(scope, lost);
  if (skipped) return skipped;
  const { deploy } = decide(application, delivery.event);
  if ((deploy === true || deploy === 'preview') && age > STALE_MS)
    return decided(
      application,
      'failed',
      'Gantry was not running when it came; redeploy if it is still wanted',
    );
  const refusals: Refusals = [];
  const decision = await carryOut(scope, application, delivery, refusals);
  if (refusals[0] && age <= MAX_AGE_MS) throw refusals[0];
  return decision;
}

function decided(
  { id, uuid, name }: WebhookApplication,
  status: Decision['status'],
  message: string,
): Decision {
  return { application: { id, uuid, name }, status, message, deploymentUuid: null };
}
