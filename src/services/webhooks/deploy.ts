import { createHash } from 'node:crypto';
import type { WebhookApplication } from '../../db/queries/webhook-applications';
import { AppError } from '../../domain/error';
import type { DecisionStatus } from '../../domain/webhook/delivery';
import type { WebhookEvent } from '../../domain/webhook/event';
import type { OrganizationScope } from '../context';
import { ALREADY_QUEUED } from '../deployments/deploy-planned';
import { startDeployment } from '../deployments/start';
import { isDatabaseFailure } from '../known-failure';
import { decide } from './decide';

/** What a delivery did with one application. */
export interface Decision {
  application: Pick<WebhookApplication, 'id' | 'uuid' | 'name'>;
  status: DecisionStatus;
  message: string;
  deploymentUuid: string | null;
}

export interface IdentifiedEvent {
  provider: string;
  deliveryId: string;
  event: WebhookEvent;
}

/** Full queues of the servers, which the forge is told so that it tries again. */
export type Refusals = AppError[];

/**
 * Do what an event means for an application. Its deployment has a uuid made of the delivery, so that one that comes
 * twice, or again after a crash, makes no second one.
 */
export async function carryOut(
  scope: OrganizationScope,
  application: WebhookApplication,
  identified: IdentifiedEvent,
  refusals: Refusals,
): Promise<Decision> {
  const verdict = decide(application, identified.event);
  const { id, uuid, name } = application;
  const decision = (status: DecisionStatus, message: string, deploymentUuid: string | null = null) => ({
    application: { id, uuid, name },
    status,
    message,
    deploymentUuid,
  });
  if (!verdict.deploy) return decision(verdict.status, verdict.message);
  try {
    const started = await startDeployment(scope, {
      applicationUuid: uuid,
      kind: 'deploy',
      force: false,
      pushed: { commit: verdict.commit, uuid: deploymentUuid(identified, id) },
    });
    const message = started.isDuplicate ? ALREADY_QUEUED : 'Deployment queued.';
    return decision('queued', message, started.uuid);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal' || isDatabaseFailure(error)) throw error;
    if (error.code === 'too_many_requests') refusals.push(error);
    return decision('failed', error.message);
  }
}

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

function deploymentUuid({ provider, deliveryId }: IdentifiedEvent, workloadId: number): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([provider, deliveryId, workloadId]))
    .digest();
  return Array.from(digest.subarray(0, 24), (byte) => digits[byte % digits.length]).join('');
}
