import type { JobHandlers } from '../queue/job-runner';
import { removeApplication } from '../services/applications/remove';
import { stopApplication } from '../services/applications/stop';
import { organizationScopeOf, type Services } from '../services/context';
import { sendQueuedMail } from '../services/mail/send';
import { issuePasscode } from '../services/passwords/passcode';
import { restartProxy } from '../services/servers/restart-proxy';
import { validateServer } from '../services/servers/validate';
import type { OperationRunner } from './operation-runner';

/** Job name → what does it. */
export function jobTable(services: Services, deployments: OperationRunner): JobHandlers {
  const scope = (payload: { organizationId: string; actorUserId?: string | null }) =>
    organizationScopeOf(services, payload.organizationId, payload.actorUserId);
  return {
    'deployment.dispatch': ({ serverUuid }) => deployments.dispatch(serverUuid),
    'server.validate': (payload) => validateServer(scope(payload), payload),
    'server.restart-proxy': (payload) => restartProxy(scope(payload), payload.serverUuid),
    'application.stop': (payload) => stopApplication(scope(payload), payload),
    'application.delete': (payload) => removeApplication(scope(payload), payload),
    'mail.send': (payload) => sendQueuedMail(services, payload),
    'passcode.issue': ({ email }) => issuePasscode(services, email),
  };
}
