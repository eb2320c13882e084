import type { JobHandlers } from '../queue/job-runner';
import { refreshCatalogue } from '../services/catalogues/refresh';
import { checkDisk } from '../services/cleanup/check-disk';
import { runCleanup } from '../services/cleanup/run';
import { organizationScopeOf, type Services } from '../services/context';
import { moveDeploymentGroup } from '../services/deployment-groups/move';
import { issueDnsCertificate } from '../services/dns-certificates/issue';
import { sendCommitStatus } from '../services/forge-reports/commit-status';
import { sendPreviewComment } from '../services/forge-reports/preview-comment';
import { sendQueuedMail } from '../services/mail/send';
import { sendQueuedNotification } from '../services/notifications/send';
import { deliverQueued } from '../services/notifications/webhook/deliver';
import { issuePasscode } from '../services/passwords/passcode';
import { keepProxyOf } from '../services/server-sweep/keep-proxy-of';
import { keepNetworksOf } from '../services/server-sweep/request-networks';
import { restartProxy } from '../services/servers/restart-proxy';
import { validateServer } from '../services/servers/validate';
import type { OperationRunner } from './operation-runner';

/** Make the handler of each job. */
export function jobTable(services: Services, deployments: OperationRunner): JobHandlers {
  const scope = (payload: { organizationId: string; actorUserId?: string | null }) =>
    organizationScopeOf(services, payload.organizationId, payload.actorUserId);
  return {
    'deployment.dispatch': ({ serverUuid }) => deployments.dispatch(serverUuid),
    'deployment.move-group': (payload) => moveDeploymentGroup(scope(payload), payload.groupId),
    'server.validate': (payload) => validateServer(scope(payload), payload),
    'server.restart-proxy': (payload) => restartProxy(scope(payload), payload.serverUuid),
    'server.keep-proxy': (payload) => keepProxyOf(scope(payload), payload.serverUuid),
    'server.keep-networks': (payload) => keepNetworksOf(scope(payload), payload.serverUuid),
    'server.cleanup': (payload) => runCleanup(scope(payload), payload),
    'server.check-disk': (payload) => checkDisk(scope(payload), payload.serverUuid),
    'certificate.issue': (payload) => issueDnsCertificate(scope(payload), payload.certificateUuid),
    'forge.commit-status': (payload) => sendCommitStatus(scope(payload), payload.operationUuid),
    'forge.preview-comment': (payload) => sendPreviewComment(scope(payload), payload),
    'github.commit-status': (payload) => sendCommitStatus(scope(payload), payload.operationUuid),
    'github.preview-comment': (payload) => sendPreviewComment(scope(payload), payload),
    'catalogue.refresh': (payload) => refreshCatalogue(scope(payload), payload.catalogueUuid),
    'notification.send': (payload) => sendQueuedNotification(scope(payload), payload),
    'notification.deliver': (payload) => deliverQueued(scope(payload), payload),
    'mail.send': (payload) => sendQueuedMail(services, payload),
    'passcode.issue': ({ email }) => issuePasscode(services, email),
  };
}
