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
import { deployPreview, removePreview } from './pull-request';

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
  if (verdict.deploy === false) return decision(verdict.status, verdict.message);
  const delivered = deploymentUuid(identified, id);
  try {
    if (verdict.deploy === 'preview') {
      const outcome = await deployPreview(scope, uuid, verdict.pullRequest, delivered);
      return decision(outcome.status, outcome.message, outcome.deploymentUuid ?? null);
    }
    if (verdict.deploy === 'no preview') {
      const outcome = await removePreview(scope, uuid, verdict.number);
      return decision(outcome.status, outcome.message);
    }
    const { commit } = verdict;
    const request = { applicationUuid: uuid, kind: 'deploy', force: false, commit } as const;
    const started = await startDeployment(scope, { ...request, uuid: delivered, isPushed: true });
    return decision('queued', started.isDuplicate ? ALREADY_QUEUED : 'Deployment queued.', started.uuid);
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
