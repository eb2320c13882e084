import { findWebhookApplications, type WebhookApplication } from '../../db/queries/webhook-applications';
import type { SealPurpose } from '../../db/sealed-places';
import { AppError } from '../../domain/error';
import type { Forge } from '../../domain/forge';
import type { SealedColumn } from '../application-rows/sealed';
import { organizationScopeOf, type Services } from '../context';
import { answerInTime, type Due } from './answer';
import { deliveryId, eventName, hasSignature, isGenuine, type WebhookCall } from './call';
import { deal } from './deal';
import type { Decision } from './deploy';
import { type Delivery, keepStray } from './ledger';
import { isRepository } from './match-repository';
import { readPayload } from './read-payload';
import { rootOrganizationId } from './root-organization';

const secretColumns = {
  github: 'manualWebhookSecretGithub',
  gitlab: 'manualWebhookSecretGitlab',
  bitbucket: 'manualWebhookSecretBitbucket',
  gitea: 'manualWebhookSecretGitea',
} as const satisfies Record<Forge, SealedColumn>;

/** Applications that may receive events of a repository, and which of their secrets a call proves. */
interface Listeners {
  find(repository: string): Promise<WebhookApplication[]>;
  purpose: SealPurpose;
}

/**
 * Receive a call from a forge for the applications that share a secret with it (deployment contract §11).
 * @returns its result for each of them; none for a repository without applications
 * @throws AppError unauthenticated when none of their secrets fits · bad_request when the payload is not JSON
 */
export function receiveWebhook(services: Services, call: WebhookCall): Promise<Decision[]> {
  return receiveFrom(services, call, {
    find: (repository) => findWebhookApplications(services.database.pool, call.provider, repository),
    purpose: `applications.${secretColumns[call.provider]}`,
  });
}

/** Receive a call for the given applications. @throws AppError as `receiveWebhook` */
export function receiveFrom(
  services: Services,
  call: WebhookCall,
  listeners: Listeners,
): Promise<Decision[]> {
  return answerInTime(services, (due) => proveAndDeal(services, call, listeners, due));
}

async function proveAndDeal(
  services: Services,
  call: WebhookCall,
  listeners: Listeners,
  due: Due,
): Promise<Decision[]> {
  const delivery = readDelivery(call);
  const named = await findNamed(listeners, delivery.event.repository);
  if (named.length === 0) return strange(services, call, delivery);
  const signed = new Set(named.filter(({ secret }) => isSecret(services, call, secret, listeners.purpose)));
  if (signed.size === 0) return refuse(services, call, delivery, named);
  const decisions: Decision[] = [];
  for (const [organizationId, applications] of byOrganization([...signed])) {
    const scope = organizationScopeOf(services, organizationId);
    decisions.push(...(await deal(scope, delivery, applications, due)));
  }
  return decisions;
}

/** Read the content of a call. @throws AppError bad_request when a signed one is not JSON */
export function readDelivery(call: WebhookCall): Delivery {
  if (call.body === undefined && hasSignature(call))
    throw new AppError(
      'bad_request',
      'Invalid JSON. Set the content type of the webhook to application/json.',
    );
  const event = readPayload(call.provider, eventName(call), call.body);
  return { provider: call.provider, deliveryId: deliveryId(call), eventName: eventName(call), event };
}

async function findNamed({ find }: Listeners, repository: string | null) {
  if (repository === null || repository === '') return [];
  const found = await find(repository);
  return found.filter(({ gitRepository }) => isRepository(gitRepository, repository));
}

function isSecret(
  { database }: Services,
  call: WebhookCall,
  secret: WebhookApplication['secret'],
  purpose: SealPurpose,
): boolean {
  return secret !== null && isGenuine(call, database.sealer.open(secret, purpose));
}

/** Answer for a repository without applications: the same whether the signature is right or not. */
async function strange(services: Services, call: WebhookCall, delivery: Delivery): Promise<Decision[]> {
  const root = await rootOrganizationId(services);
  if (root !== null && hasSignature(call)) {
    const { repository } = delivery.event;
    const reason =
      repository === null ? 'the call contains no repository' : `no application has repository ${repository}`;
    await keepStray(organizationScopeOf(services, root), delivery, {
      status: 'unmatched',
      reason,
      decisions: [],
    });
  }
  if (!hasSignature(call)) throw wrongSignature(call);
  return [];
}

async function refuse(
  services: Services,
  call: WebhookCall,
  delivery: Delivery,
  named: readonly WebhookApplication[],
): Promise<never> {
  const reason = refusalReason(call);
  for (const [organizationId, applications] of byOrganization(named)) {
    const decisions = applications.map(({ id, uuid, name, secret }) => ({
      application: { id, uuid, name },
      status: 'failed' as const,
      message: secret === null ? 'no webhook secret is set' : reason,
      deploymentUuid: null,
    }));
    await keepStray(organizationScopeOf(services, organizationId), delivery, {
      status: 'refused',
      reason: decisions.every(({ message }) => message === decisions[0]?.message)
        ? (decisions[0]?.message ?? reason)
        : reason,
      decisions,
    });
  }
  throw wrongSignature(call);
}

/** Why a call without the right signature is refused, in words. */
export function refusalReason(call: WebhookCall): string {
  return hasSignature(call) ? 'signature is wrong' : 'signature is missing';
}

/** The refusal of a call whose signature is missing or wrong. */
export function wrongSignature(call: WebhookCall): AppError {
  return new AppError('unauthenticated', hasSignature(call) ? 'Invalid signature.' : 'Missing signature.');
}

function byOrganization(applications: readonly WebhookApplication[]): Map<string, WebhookApplication[]> {
  const groups = new Map<string, WebhookApplication[]>();
  for (const application of applications) {
    const group = groups.get(application.organizationId) ?? [];
    groups.set(application.organizationId, [...group, application]);
  }
  return groups;
}
