import type { ReceivedWebhook } from '../../db/generated/client';
import type { WebhookApplication } from '../../db/queries/webhook-applications';
import { deploymentKinds, type OperationKind } from '../../domain/operation';
import { decisionStatuses } from '../../domain/webhook/delivery';
import type { WebhookEvent } from '../../domain/webhook/event';
import type { OrganizationScope } from '../context';
import { decide } from './decide';
import { type Decision, deploymentUuid } from './deploy';
import type { Delivery } from './ledger';

/** A held delivery, for one of its applications. */
export interface Lost {
  row: Pick<ReceivedWebhook, 'id' | 'receivedAt'>;
  delivery: Delivery;
  application: WebhookApplication;
}

/** Kinds that decide what runs: a user's stop or rollback counts like a deployment. */
const decisiveKinds = [
  ...deploymentKinds,
  'start',
  'stop',
  'remove-preview',
] as const satisfies readonly OperationKind[];

/** Age of deliveries that a forge may still repeat. */
const REPEATED_MS = 86_400_000;

/**
 * Skip a delivery whose handling had to wait, if something newer decided what the application or its preview runs: an
 * older event must not replace that. @returns null: it is to be handled
 */
export async function skipIfOutdated(scope: OrganizationScope, lost: Lost): Promise<Decision | null> {
  const { id, uuid, name } = lost.application;
  const { deploy } = decide(lost.application, lost.delivery.event);
  if (deploy === false || !(await isOutdated(scope, lost))) return null;
  const message = 'a newer event was handled first';
  return { application: { id, uuid, name }, status: 'skipped', message, deploymentUuid: null };
}

async function isOutdated(scope: OrganizationScope, lost: Lost): Promise<boolean> {
  const earlier = await earlierDeliveries(scope, lost);
  return (
    (await isFollowed(scope, lost, earlier)) ||
    (await isDecidedSince(scope, lost, earlier)) ||
    (await isOperatedSince(scope, lost, earlier))
  );
}

type Named = Pick<Delivery, 'provider' | 'deliveryId'>;

/** This delivery and those that came before it, whose deployments may have been requested later. */
async function earlierDeliveries(
  { db }: OrganizationScope,
  { row, delivery, application }: Lost,
): Promise<Named[]> {
  const select = { provider: true, deliveryId: true } as const;
  const held = await db.receivedWebhook.findMany({
    where: { id: { lt: row.id }, workloadIds: { has: application.id } },
    select,
  });
  const since = new Date(row.receivedAt.getTime() - REPEATED_MS);
  const recorded = await db.webhookDelivery.findMany({
    where: {
      receivedAt: { gte: since, lte: row.receivedAt },
      status: { in: [...decisionStatuses] },
      decisions: { some: { workloadId: application.id } },
    },
    select,
  });
  return [delivery, ...held, ...recorded];
}

const isAmong = (deliveries: readonly Named[], { provider, deliveryId }: Named) =>
  deliveries.some((each) => each.provider === provider && each.deliveryId === deliveryId);

/** Whether a newer delivery is held that will deploy or remove the same. */
async function isFollowed({ db }: OrganizationScope, lost: Lost, earlier: readonly Named[]) {
  const { row, delivery, application } = lost;
  const later = await db.receivedWebhook.findMany({
    where: { id: { gt: row.id }, workloadIds: { has: application.id } },
  });
  return later.some((each) => {
    const event = each.content as unknown as WebhookEvent; // written only by `remember`, from such an event
    const isSame = pullRequestOf(event) === pullRequestOf(delivery.event);
    return isSame && !isAmong(earlier, each) && decide(application, event).deploy !== false;
  });
}

/** Whether a newer event was handled: for a pull request any that opens, changes or closes it. */
async function isDecidedSince({ db }: OrganizationScope, lost: Lost, earlier: readonly Named[]) {
  const { row, delivery, application } = lost;
  const since = { receivedAt: { gt: row.receivedAt }, status: { in: [...decisionStatuses] } };
  const number = pullRequestOf(delivery.event);
  const later = await db.webhookDecision.findMany({
    where:
      number === 0
        ? {
            workloadId: application.id,
            status: 'queued',
            delivery: { ...since, content: { path: ['kind'], equals: 'push' } },
          }
        : {
            workloadId: application.id,
            delivery: { ...since, ref: `#${number}`, content: { path: ['action'], not: 'other' } },
          },
    select: { delivery: { select: { provider: true, deliveryId: true } } },
  });
  return later.some((decision) => !isAmong(earlier, decision.delivery));
}

/** Whether a user or a newer event changed what runs. */
async function isOperatedSince({ db }: OrganizationScope, lost: Lost, earlier: readonly Named[]) {
  const { row, delivery, application } = lost;
  const newer = await db.operation.findFirst({
    where: {
      workloadId: application.id,
      pullRequestId: pullRequestOf(delivery.event),
      kind: { in: [...decisiveKinds] },
      createdAt: { gt: row.receivedAt },
      uuid: { notIn: earlier.map((each) => deploymentUuid(each, application.id)) },
    },
    select: { id: true },
  });
  return newer !== null;
}

/** The number of a pull request; 0: the application itself. */
function pullRequestOf(event: WebhookEvent): number {
  return event.kind === 'pull_request' ? event.number : 0;
}
