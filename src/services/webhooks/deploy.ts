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
import { deployPreview, removePreview, removeRetargeted } from './pull-request';

/** The result of a delivery for one application. */
export interface Decision {
  application: Pick<WebhookApplication, 'id' | 'uuid' | 'name'>;
  status: DecisionStatus;
  message: string;
  deploymentUuid: string | null;
  /** Whether the queue of its server was full, so that it can be tried again. */
  isFull?: boolean;
}

export interface IdentifiedEvent {
  provider: string;
  deliveryId: string;
  event: WebhookEvent;
  /** Whether a user replays an earlier delivery. */
  isReplay?: boolean;
}

/**
 * Carry out the decision about an event for an application. The deployment's uuid is derived from the delivery, so a
 * delivery that comes twice, or again after a crash, starts no second one.
 */
export async function carryOut(
  scope: OrganizationScope,
  application: WebhookApplication,
  identified: IdentifiedEvent,
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
      const how = { delivered, isReplay: identified.isReplay ?? false };
      const outcome = await deployPreview(scope, uuid, verdict.pullRequest, how);
      return decision(outcome.status, outcome.message, outcome.deploymentUuid ?? null);
    }
    if (verdict.deploy === 'no preview') {
      const outcome = await removePreview(scope, uuid, verdict.number);
      return decision(outcome.status, outcome.message);
    }
    if (verdict.deploy === 'other target') {
      const outcome = await removeRetargeted(scope, uuid, verdict);
      return decision(outcome.status, outcome.message);
    }
    const { commit, ref } = verdict;
    const request = { applicationUuid: uuid, kind: 'deploy', force: false, commit, ref } as const;
    const started = await startDeployment(scope, { ...request, uuid: delivered, isPushed: true });
    return decision('queued', started.isDuplicate ? ALREADY_QUEUED : 'Deployment queued.', started.uuid);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal' || isDatabaseFailure(error)) throw error;
    return { ...decision('failed', error.message), isFull: error.code === 'too_many_requests' };
  }
}

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The uuid of the deployment that a delivery starts for an application. */
export function deploymentUuid(
  { provider, deliveryId }: Pick<IdentifiedEvent, 'provider' | 'deliveryId'>,
  workloadId: number,
): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([provider, deliveryId, workloadId]))
    .digest();
  return Array.from(digest.subarray(0, 24), (byte) => digits[byte % digits.length]).join('');
}
