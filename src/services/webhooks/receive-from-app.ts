import { z } from 'zod';
import {
  type CalledGithubApp,
  findCalledGithubApps,
  listGithubAppApplications,
} from '../../db/queries/webhook-applications';
import { changed } from '../changed';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { describedInstallation, githubId, MAX_GITHUB_NUMBER } from '../github-apps/installations/description';
import { chooseFirst, forgetInstallation, storeInstallations } from '../github-apps/installations/store';
import { answerInTime, type Due } from './answer';
import { hasSignature, isGenuine, type WebhookCall } from './call';
import { deal } from './deal';
import type { Decision } from './deploy';
import { type Delivery, keepStray } from './ledger';
import { readDelivery, refusalReason, wrongSignature } from './receive';
import { rootOrganizationId } from './root-organization';

const about = z.object({ action: z.string(), installation: describedInstallation });

const named = z.object({ repository: z.object({ id: githubId }) });

/**
 * Receive a call from GitHub for the GitHub App whose number is in its headers (deployment contract §11).
 * @throws AppError as `receiveWebhook`
 */
export function receiveAppWebhook(services: Services, call: WebhookCall): Promise<Decision[]> {
  return answerInTime(services, (due) => proveAndDeal(services, call, due));
}

async function proveAndDeal(services: Services, call: WebhookCall, due: Due): Promise<Decision[]> {
  const delivery = readDelivery(call);
  const called = await calledApps(services, call);
  const signed = called.filter((app) => hasSecretOf(services, call, app));
  if (signed.length === 0) return refuse(services, call, { delivery, called });
  const decisions: Decision[] = [];
  for (const app of signed) {
    const scope = organizationScopeOf(services, app.organizationId);
    await noteInstallation(scope, app, call, delivery);
    decisions.push(...(await dealForApp(scope, { app, delivery, body: call.body, due })));
  }
  return decisions;
}

async function calledApps({ database }: Services, call: WebhookCall): Promise<CalledGithubApp[]> {
  const number = calledNumber(call);
  return number === null ? [] : findCalledGithubApps(database.pool, number);
}

function calledNumber(call: WebhookCall): number | null {
  const number = call.header('x-github-hook-installation-target-id') ?? '';
  return /^\d{1,10}$/.test(number) && Number(number) <= MAX_GITHUB_NUMBER ? Number(number) : null;
}

/**
 * Refuse a call, and record that for the owners of the apps that it names. Nothing from its body is stored. Numbers of
 * apps are public, so calls without a signature would fill the rows that wrong signatures need.
 */
async function refuse(
  services: Services,
  call: WebhookCall,
  { delivery, called }: { delivery: Delivery; called: readonly CalledGithubApp[] },
): Promise<never> {
  if (!hasSignature(call)) throw wrongSignature(call);
  const unread = {
    ...delivery,
    event: { kind: 'other', repository: null, name: delivery.eventName },
  } as const;
  for (const { organizationId, webhookSecret } of called) {
    const reason = webhookSecret === null ? 'no webhook secret is set' : refusalReason(call);
    await keepStray(organizationScopeOf(services, organizationId), unread, {
      status: 'refused',
      reason,
      decisions: [],
    });
  }
  if (called.length === 0) await keepUnknown(services, call, unread);
  throw wrongSignature(call);
}

/** Record a call for an app that no organization has. */
async function keepUnknown(services: Services, call: WebhookCall, unread: Delivery): Promise<void> {
  const root = await rootOrganizationId(services);
  if (root === null) return;
  const number = calledNumber(call);
  const reason = number === null ? 'the call names no GitHub App' : `no GitHub App has number ${number}`;
  await keepStray(organizationScopeOf(services, root), unread, {
    status: 'unmatched',
    reason,
    decisions: [],
  });
}

function hasSecretOf({ database }: Services, call: WebhookCall, { webhookSecret }: CalledGithubApp): boolean {
  if (webhookSecret === null) return false;
  return isGenuine(call, database.sealer.open(webhookSecret, 'github_apps.webhookSecret'));
}

interface AppCall {
  app: CalledGithubApp;
  delivery: Delivery;
  body: unknown;
  due: Due;
}

async function dealForApp(
  scope: OrganizationScope,
  { app, delivery, body, due }: AppCall,
): Promise<Decision[]> {
  const repositoryId = named.safeParse(body).data?.repository.id;
  const applications =
    repositoryId === undefined ? [] : await listGithubAppApplications(scope.database.pool, app, repositoryId);
  if (applications.length > 0) return deal(scope, delivery, applications, due);
  const { repository } = delivery.event;
  const reason =
    repository === null
      ? `event \`${delivery.eventName}\` of ${app.name} contains no repository`
      : `no application uses repository ${repository} with ${app.name}`;
  await keepStray(scope, delivery, { status: 'unmatched', reason, decisions: [] });
  return [];
}

/** Events about where an app is installed and what it may do there; each describes the installation. */
const installationEvents: ReadonlySet<string> = new Set(['installation', 'installation_repositories']);

/** Store what a call says about an installation of the app (decision 171). */
async function noteInstallation(
  scope: OrganizationScope,
  app: CalledGithubApp,
  { body }: WebhookCall,
  { eventName }: Delivery,
): Promise<void> {
  const { data } = about.safeParse(body);
  if (!installationEvents.has(eventName) || !data) return;
  const { action, installation } = data;
  if (eventName === 'installation' && action === 'deleted') {
    await forgetInstallation(scope, app, installation.id);
    return;
  }
  await storeInstallations(scope, app, [installation]);
  if (app.installationId === null) await chooseFirst(scope, app, installation.id);
  await changed(scope, 'git_source', app.uuid);
}
