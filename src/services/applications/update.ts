import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { requireLegal } from '../workloads/require-legal';
import { type ClaimedDomain, claimDomains, replaceDomains } from './domains';
import { requireAgreeingLimits } from './limits';
import { findOnServer } from './on-server';
import { claimPorts, type PortsCheck, requireFreePorts } from './ports';
import { type ApplicationRecord, applicationRecord } from './record';
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
  requireLegal(application, 'update');
  const { settings } = request;
  requireSourceFields(application.sourceKind, settings);
  requireSourceHosts(scope, settings);
  requireAgreeingLimits(application, settings);
  const ports = settings.portsMappings
    ? { server, portsMappings: settings.portsMappings, workloadId: application.id }
    : null;
  if (ports) await requireFreePorts(scope, ports);
  const write = (domains: readonly ClaimedDomain[] | null) =>
    writeSettings(scope, application, settings, { domains, ports });
  if (settings.fqdn === undefined) await write(null);
  else {
    const force = request.forceDomainOverride;
    await claimDomains(scope, { domains: settings.fqdn ?? '', workloadId: application.id, force }, write);
  }
  await changed(scope, 'application', uuid);
  if (request.instantDeploy)
    await startDeployment(scope, { applicationUuid: uuid, kind: 'deploy', force: false });
}

/** What is claimed besides; null: it stays as it is. */
interface Claims {
  domains: readonly ClaimedDomain[] | null;
  ports: PortsCheck | null;
}

async function writeSettings(
  scope: Scope,
  application: ApplicationRecord,
  settings: SettingsChange,
  { domains, ports }: Claims,
): Promise<void> {
  const { organizationId } = scope;
  const { id } = application;
  const after = await organizationScopeOf(scope, organizationId).db.$transaction(async (tx) => {
    if (ports) await claimPorts(tx, ports);
    const columns = toColumns(scope.database.sealer, settings);
    const row = await tx.workload.update({
      where: { id },
      data: { ...columns.workload, application: { update: columns.application } },
      include: { application: true },
    });
    if (domains) await replaceDomains(tx, { organizationId, workloadId: id }, domains);
    return row;
  });
  scope.notes.changed(application, applicationRecord(after) ?? {});
}
