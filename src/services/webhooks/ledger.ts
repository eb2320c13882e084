import type { Prisma } from '../../db/generated/client';
import { databaseTime } from '../../db/queries/database-time';
import { isUniqueViolation } from '../../db/violations';
import type { DeliveryStatus } from '../../domain/webhook/delivery';
import type { WebhookEvent } from '../../domain/webhook/event';
import { newUuid } from '../../lib/random';
import { type OrganizationScope, organizationScopeOf } from '../context';
import type { Decision, IdentifiedEvent } from './deploy';

/** A delivery as stored in the ledger. */
export interface Delivery extends IdentifiedEvent {
  /** Name of the event, in the forge's terms. */
  eventName: string;
  /** When it came, by the database's clock; absent: now. */
  receivedAt?: Date;
}

/** Statuses of a handled delivery, which is not handled again. */
const settled = ['queued', 'skipped', 'success'] as const satisfies readonly DeliveryStatus[];

/** Rows per hour for calls that belong to no known application: anyone can make them. */
const MAX_STRAY_ROWS = 60;
const MAX_DUPLICATE_ROWS = 10;
const HOUR_MS = 3_600_000;

/** Find the decisions of an already handled delivery; null: it was not handled. */
export async function findSettled(
  { db }: OrganizationScope,
  { provider, deliveryId }: Pick<Delivery, 'provider' | 'deliveryId'>,
): Promise<{ uuid: string; decisions: Decision[] } | null> {
  const found = await db.webhookDelivery.findFirst({
    where: { provider, deliveryId, status: { in: [...settled] } },
    include: {
      decisions: { include: { workload: { select: { uuid: true, name: true } } }, orderBy: { id: 'asc' } },
    },
  });
  if (!found) return null;
  const decisions = found.decisions.map(({ workloadId, workload, status, message, operationUuid }) => ({
    application: { id: workloadId, ...workload },
    status: status as Decision['status'], // written only by `keep`
    message,
    deploymentUuid: operationUuid,
  }));
  return { uuid: found.uuid, decisions };
}

/**
 * Store a delivery and its decisions.
 * @param uuid of its row; absent: a new one
 * @returns false when another call stored it in the meantime
 */
export async function keep(
  scope: OrganizationScope,
  delivery: Delivery,
  decisions: readonly Decision[],
  uuid = newUuid(),
): Promise<boolean> {
  try {
    await insert(scope, delivery, { uuid, ...summary(decisions), content: delivery.event, decisions });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Record a delivery that came again. */
export async function keepDuplicate(
  scope: OrganizationScope,
  delivery: Delivery,
  first: { uuid: string; decisions: readonly Decision[] },
): Promise<void> {
  if ((await scope.db.webhookDelivery.count({ where: { firstUuid: first.uuid } })) >= MAX_DUPLICATE_ROWS)
    return;
  const reason = `duplicate of delivery ${first.uuid}`;
  const decisions = first.decisions.map((decision) => ({
    ...decision,
    status: 'skipped' as const,
    message: reason,
  }));
  await insert(scope, delivery, { status: 'duplicate', reason, decisions, firstUuid: first.uuid });
}

/** Record a call that had no effect, unless there are too many of them. */
export async function keepStray(
  scope: OrganizationScope,
  delivery: Delivery,
  stray: { status: 'refused' | 'unmatched'; reason: string; decisions: readonly Decision[] },
): Promise<void> {
  const since = new Date((await databaseTime(scope.database.pool)).getTime() - HOUR_MS);
  const where = { status: stray.status, receivedAt: { gt: since } };
  if ((await scope.db.webhookDelivery.count({ where })) >= MAX_STRAY_ROWS) return;
  await insert(scope, delivery, stray);
}

/**
 * Replace decisions of a stored delivery, for applications that waited.
 * @returns false when it is not stored
 */
export async function settle(
  scope: OrganizationScope,
  uuid: string,
  decisions: readonly Decision[],
): Promise<boolean> {
  const { organizationId } = scope;
  const isStored = await organizationScopeOf(scope, organizationId).db.$transaction(async (tx) => {
    const found = await tx.webhookDelivery.findUnique({ where: { uuid }, include: { decisions: true } });
    if (!found) return false;
    for (const { application, status, message, deploymentUuid } of decisions)
      await tx.webhookDecision.updateMany({
        where: { deliveryId: found.id, workloadId: application.id },
        data: { status, message, operationUuid: deploymentUuid },
      });
    const now = await tx.webhookDecision.findMany({
      where: { deliveryId: found.id },
      orderBy: { id: 'asc' },
    });
    const data = summary(now as Pick<Decision, 'status' | 'message'>[]); // statuses are written only here
    await tx.webhookDelivery.updateMany({ where: { id: found.id }, data });
    return true;
  });
  await publish(scope, decisions);
  return isStored;
}

interface Outcome {
  uuid?: string;
  status: DeliveryStatus;
  reason: string;
  decisions: readonly Decision[];
  content?: WebhookEvent;
  firstUuid?: string;
}

async function insert(
  scope: OrganizationScope,
  { provider, deliveryId, eventName, event, receivedAt }: Delivery,
  { uuid = newUuid(), content, decisions, ...outcome }: Outcome,
): Promise<void> {
  const { organizationId } = scope;
  await scope.db.webhookDelivery.create({
    data: {
      uuid,
      organizationId,
      provider,
      deliveryId,
      event: eventName,
      repository: event.repository,
      ...refOf(event),
      ...outcome,
      receivedAt: receivedAt ?? (await databaseTime(scope.database.pool)),
      ...(content && { content: contentOf(content) }),
      decisions: {
        create: decisions.map(({ application, status, message, deploymentUuid }) => ({
          workloadId: application.id,
          status,
          message,
          operationUuid: deploymentUuid,
        })),
      },
    },
  });
  await publish(scope, decisions);
}

async function publish(
  { changes, organizationId }: OrganizationScope,
  decisions: readonly Decision[],
): Promise<void> {
  for (const { application } of decisions)
    await changes.publish({ organizationId, kind: 'webhook_delivery', uuid: application.uuid });
}

/** An event as stored, for a replay. */
export function contentOf(event: WebhookEvent): Prisma.InputJsonObject {
  return { ...event } as Prisma.InputJsonObject; // plain data of texts and numbers
}

function refOf(event: WebhookEvent): { ref?: string; commit?: string | null } {
  if (event.kind === 'pull_request') return { ref: `#${event.number}`, commit: event.commit };
  const [change] = event.kind === 'push' ? event.changes : [];
  return change ? { ref: change.name, commit: change.commit } : {};
}

function summary(decisions: readonly Pick<Decision, 'status' | 'message'>[]): {
  status: DeliveryStatus;
  reason: string;
} {
  const [first] = decisions;
  if (decisions.length === 1 && first) return { status: first.status, reason: first.message };
  const order = ['failed', 'queued', 'success', 'skipped'] as const;
  const counts = order.map((status) => ({
    status,
    count: decisions.filter((decision) => decision.status === status).length,
  }));
  const present = counts.filter(({ count }) => count > 0);
  return {
    status: present[0]?.status ?? 'skipped',
    reason: present.map(({ status, count }) => `${count} ${status}`).join(', '),
  };
}
