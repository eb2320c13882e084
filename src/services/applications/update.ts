import type { Application } from '../../db/generated/client';
import { changed } from '../changed';
import type { Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { type ClaimedDomain, claimDomains, replaceDomains } from './domains';
import { findOnServer } from './on-server';
import { requireFreePorts } from './ports';
import { type SettingsChange, toColumns } from './settings';
import { requireSourceFields } from './source-fields';
import { requireSourceHosts } from './source-host';

export interface UpdateApplication {
  settings: SettingsChange;
  forceDomainOverride: boolean;
  instantDeploy: boolean;
}

/**
 * Changes what was sent and nothing else. What runs changes with the next deployment.
 * @throws AppError 404 · 409 for a domain in use · 422 for a value that this application cannot have
 */
export async function updateApplication(
  scope: Scope,
  uuid: string,
  request: UpdateApplication,
): Promise<void> {
  const { application, server } = await findOnServer(scope, uuid);
  const { settings } = request;
  requireSourceFields(application.sourceKind, settings);
  requireSourceHosts(scope, settings);
  if (settings.portsMappings)
    await requireFreePorts(scope, {
      server,
      portsMappings: settings.portsMappings,
      applicationId: application.id,
    });
  const write = (domains: readonly ClaimedDomain[] | null) =>
    writeSettings(scope, application, settings, domains);
  if (settings.fqdn === undefined) await write(null);
  else {
    const force = request.forceDomainOverride;
    await claimDomains(scope, { domains: settings.fqdn ?? '', applicationId: application.id, force }, write);
  }
  await changed(scope, 'application', uuid);
  if (request.instantDeploy)
    await startDeployment(scope, { applicationUuid: uuid, kind: 'deploy', force: false });
}

/** @param domains null: they stay */
async function writeSettings(
  scope: Scope,
  application: Application,
  settings: SettingsChange,
  domains: readonly ClaimedDomain[] | null,
): Promise<void> {
  const { organizationId } = scope;
  const { id } = application;
  const after = await scope.db.$transaction(async (tx) => {
    const row = await tx.application.update({
      where: { id },
      data: toColumns(scope.database.sealer, settings),
    });
    if (domains) await replaceDomains(tx, { organizationId, applicationId: id }, domains);
    return row;
  });
  scope.notes.changed(application, after);
}
