import { tryExclusively } from '../../db/advisory-lock';
import type { ReceivedWebhook } from '../../db/generated/client';
import { listWebhookApplications, type WebhookApplication } from '../../db/queries/webhook-applications';
import { errorMessage } from '../../domain/error';
import type { WebhookEvent } from '../../domain/webhook/event';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { carryOut, type Decision, deploymentUuid } from './deploy';
import { type Delivery, findSettled, keep } from './ledger';
import { forget } from './received';

/** Age of a delivery that its process does not handle any more. */
const LOST_MS = 60_000;
/** Age after which an attempt that fails is the last one. */
const MAX_AGE_MS = 3_600_000;
const BATCH = 100;

/** Finish the deliveries that a crash left unhandled, in the order in which they came. One process does it for all. */
export async function finishReceived(services: Services): Promise<void> {
  await tryExclusively(services.database.maintenance, 'gantry webhook sweep', async () => {
    const lost = await services.database.unscoped.receivedWebhook.findMany({
      where: { receivedAt: { lt: new Date(services.clock.now().getTime() - LOST_MS) } },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
    for (const row of lost) {
      const scope = organizationScopeOf(services, row.organizationId);
      try {
        await finish(scope, row);
      } catch (error) {
        services.log.warn({ delivery: row.deliveryId, error: errorMessage(error) }, 'webhook not handled');
      }
    }
  });
}

/** Handle a delivery: what it started before the crash is found by its uuid and not started again. */
async function finish(scope: OrganizationScope, row: ReceivedWebhook): Promise<void> {
  const delivery: Delivery = {
    provider: row.provider,
    deliveryId: row.deliveryId,
    eventName: row.event,
    event: row.content as unknown as WebhookEvent, // written only by `remember`, from such an event
  };
  if (!(await findSettled(scope, delivery))) {
    const { pool } = scope.database;
    const applications = await listWebhookApplications(pool, scope.organizationId, row.workloadIds);
    const decisions = await Promise.all(
      applications.map((application) => finishFor(scope, { row, delivery, application })),
    );
    if (decisions.length > 0) await keep(scope, delivery, decisions);
  }
  await forget(scope, row.id);
}

interface Lost {
  row: ReceivedWebhook;
  delivery: Delivery;
  application: WebhookApplication;
}

async function finishFor(scope: OrganizationScope, lost: Lost): Promise<Decision> {
  const { row, delivery, application } = lost;
  try {
    if (await isOutdated(scope, lost))
      return decided(application, 'skipped', 'a newer event was handled first');
    return await carryOut(scope, application, delivery, []);
  } catch (error) {
    if (row.receivedAt.getTime() + MAX_AGE_MS > scope.clock.now().getTime()) throw error;
    scope.log.error({ application: application.uuid, error: errorMessage(error) }, 'webhook given up');
    return decided(application, 'failed', 'Gantry failed to handle it; its log says why');
  }
}

/** Whether an application was deployed since, or its pull request closed: an older commit must not replace that. */
async function isOutdated({ db }: OrganizationScope, { row, delivery, application }: Lost): Promise<boolean> {
  const { event } = delivery;
  const pullRequestId = event.kind === 'pull_request' ? event.number : 0;
  const newer = await db.operation.findFirst({
    where: {
      workloadId: application.id,
      pullRequestId,
      kind: { in: ['deploy', 'remove-preview'] },
      createdAt: { gt: row.receivedAt },
      uuid: { not: deploymentUuid(delivery, application.id) },
    },
    select: { id: true },
  });
  if (newer) return true;
  if (event.kind !== 'pull_request') return false;
  const closed = await db.webhookDecision.findFirst({
    where: {
      workloadId: application.id,
      delivery: {
        receivedAt: { gt: row.receivedAt },
        ref: `#${event.number}`,
        content: { path: ['action'], equals: 'closed' },
      },
    },
    select: { id: true },
  });
  return closed !== null;
}

function decided(
  { id, uuid, name }: WebhookApplication,
  status: Decision['status'],
  message: string,
): Decision {
  return { application: { id, uuid, name }, status, message, deploymentUuid: null };
}
