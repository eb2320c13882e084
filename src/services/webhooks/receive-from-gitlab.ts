import { findGitlabAppApplications } from '../../db/queries/webhook-applications';
import type { Services } from '../context';
import type { WebhookCall } from './call';
import type { Decision } from './deploy';
import { receiveFrom } from './receive';

/**
 * Receive a call from GitLab for the applications of GitLab apps, authenticated by the app's token (deployment contract
 * §11).
 * @throws AppError as `receiveWebhook`
 */
export function receiveGitlabAppWebhook(services: Services, call: WebhookCall): Promise<Decision[]> {
  return receiveFrom(services, call, {
    find: (repository) => findGitlabAppApplications(services.database.pool, repository),
    purpose: 'gitlab_apps.webhookToken',
  });
}
