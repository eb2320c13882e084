import type { IncomingMessage, ServerResponse } from 'node:http';
import { appErrorOf } from '../../api/errors';
import { forges } from '../../domain/forge';
import { GITHUB_APP_PATH, GITLAB_APP_PATH, manualWebhookPath } from '../../domain/webhook/paths';
import type { WebhookCall } from '../../services/webhooks/call';
import type { Decision } from '../../services/webhooks/deploy';
import { receiveWebhook } from '../../services/webhooks/receive';
import { receiveAppWebhook } from '../../services/webhooks/receive-from-app';
import { receiveGitlabAppWebhook } from '../../services/webhooks/receive-from-gitlab';
import { type Headers, writeAnswer } from '../answer';
import { v1 } from '../dialects/v1';
import type { Gateway } from '../gateway';
import { countByAddress } from '../rate-limit';
import { requestInfo } from '../request-info';
import { methodNotAllowed, noInput, refusalAnswer, unknownRoute } from '../rest/refusal';
import { readPayloadOf } from './payload';

export type WebhookHandler = (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void>;

type Receive = (call: Omit<WebhookCall, 'provider'>) => Promise<Decision[]>;

/**
 * Create the handler of webhooks from forges. Anyone may call them; a signature over the bytes authenticates the
 * caller.
 */
export function createWebhookHandler(gateway: Gateway): WebhookHandler {
  const { services } = gateway;
  const routes = new Map<string, Receive>(
    forges.map((provider) => [
      manualWebhookPath(provider),
      (call) => receiveWebhook(services, { provider, ...call }),
    ]),
  );
  routes.set(GITHUB_APP_PATH, (call) => receiveAppWebhook(services, { provider: 'github', ...call }));
  routes.set(GITLAB_APP_PATH, (call) => receiveGitlabAppWebhook(services, { provider: 'gitlab', ...call }));

  return async (req, res, path) => {
    const info = requestInfo(gateway, req, 'v1');
    const headers: Headers = {
      'X-Request-Id': info.requestId,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    };
    try {
      await countByAddress(services, info.ip, { webhook: 1 }, headers);
      const receive = routes.get(path);
      if (!receive) throw unknownRoute([], services.installation.publicUrl);
      if (req.method !== 'POST') throw methodNotAllowed(['POST']);
      const { bytes, body } = await readPayloadOf(req);
      const decisions = await receive({ bytes, body, header: (name) => headerOf(req, name) });
      const answer = JSON.stringify(decisions.map(toAnswer));
      writeAnswer(res, { status: 202, contentType: v1.contentType, body: answer, headers });
    } catch (error) {
      const call = noInput(null);
      const refusal = { dialect: v1, info, headers, log: services.log, call };
      writeAnswer(res, refusalAnswer(appErrorOf(error), refusal));
    }
  };
}

function headerOf(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function toAnswer({ application, status, message, deploymentUuid }: Decision) {
  return {
    application: application.name,
    status,
    message,
    application_uuid: application.uuid,
    ...(deploymentUuid !== null && { deployment_uuid: deploymentUuid }),
  };
}
