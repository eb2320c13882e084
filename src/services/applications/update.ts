import { type ApplicationRecord, applicationRecord } from '../application-rows/record';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { requireRepositoryAt } from '../gitlab-apps/repository';
import { enqueueKeepNetworks } from '../server-sweep/request-networks';
import { requireLegal } from '../workloads/require-legal';
import { type AliasesCheck, aliasNames, claimAliases } from './aliases';
import { type ClaimedDomain, claimDomains, replaceDomains } from './domains';
import { requireAgreeingLimits } from './limits';
import { type ApplicationOnServer, findOnServer } from './on-server';
import { claimPorts, type PortsCheck, requireFreePorts } from './ports';
import { type SettingsChange, toColumns } from './settings';
import { requireSourceFields } from './source-fields';
import { requireSourceHosts } from './source-host';

export interface UpdateApplication {
  settings: SettingsChange;
  forceDomainOverride: boolean;
  instantDeploy: boolean;
}

/**
 * Change only what was sent. What is running changes with the next deployment.
 * @throws AppError 404 · 409 for a domain in use · 422 for a value that this application cannot have
 */
export async function updateApplication(
  scope: Scope,
  uuid: string,
  request: UpdateApplication,
): Promise<void> {
  const found = await findOnServer(scope, uuid);
  const { application, server } = found;
  requireLegal(application, 'update');
  const { settings } = request;
  requireSourceFields(application, settings);
  requireSourceHosts(scope, settings);
  await requireRepositoryOfApp(scope, application, settings);
  requireAgreeingLimits(application, settings);
  const ports = settings.portsMappings
    ? { server, portsMappings: settings.portsMappings, workloadId: application.id }
    : null;
  if (ports) await requireFreePorts(scope, ports);
  const aliases = aliasesAfter(found, settings);
  const write = (domains: readonly ClaimedDomain[] | null) =>
    claimAliases(scope, aliases, () =>
      writeSettings(scope, application, settings, { domains, ports, names: aliases?.names ?? null }),
    );
  if (settings.fqdn === undefined) await write(null);
  else {
    const force = request.forceDomainOverride;
    await claimDomains(scope, { domains: settings.fqdn ?? '', workloadId: application.id, force }, write);
  }
  await changed(scope, 'application', uuid);
  const { previewNetwork = application.previewNetwork } = settings;
  // Running previews change networks, as workloads do.
  if (previewNetwork !== application.previewNetwork) await enqueueKeepNetworks(scope, server.uuid);
  if (request.instantDeploy)
    await startDeployment(scope, { applicationUuid: uuid, kind: 'deploy', force: false });
}

/** Check that the repository still belongs to the GitLab app of the application. @throws AppError 422 */
async function requireRepositoryOfApp(
  scope: Scope,
  { gitlabAppId }: ApplicationRecord,
  { gitRepository }: SettingsChange,
): Promise<void> {
  if (gitlabAppId === null || !gitRepository) return;
  const app = await scope.db.gitlabApp.findUniqueOrThrow({ where: { id: gitlabAppId } });
  requireRepositoryAt(app, gitRepository);
}

/** Domains and ports that an update claims; null: unchanged. */
interface Claims {
  domains: readonly ClaimedDomain[] | null;
  ports: PortsCheck | null;
  /** Network names. */
  names: readonly string[] | null;
}

/** null: unchanged. */
function aliasesAfter(
  { application, destination }: ApplicationOnServer,
  settings: SettingsChange,
): AliasesCheck | null {
  if (settings.customNetworkAliases === undefined && settings.customInternalName === undefined) return null;
  const { id: workloadId, environmentId } = application;
  return { names: aliasNames({ ...application, ...settings }), destination, environmentId, workloadId };
}

async function writeSettings(
  scope: Scope,
  application: ApplicationRecord,
  settings: SettingsChange,
  { domains, ports, names }: Claims,
): Promise<void> {
  const { organizationId } = scope;
  const { id } = application;
  const after = await organizationScopeOf(scope, organizationId).db.$transaction(async (tx) => {
    if (ports) await claimPorts(tx, ports);
    const columns = toColumns(scope.database.sealer, settings);
    const row = await tx.workload.update({
      where: { id },
      data: {
        ...columns.workload,
        application: { update: columns.application },
        ...(application.buildPack === 'dockercompose' && {
          stack: { update: { connectToDockerNetwork: settings.connectToDockerNetwork } },
        }),
        ...(names && {
          aliases: { deleteMany: { isOfFile: false }, create: names.map((alias) => ({ alias })) },
        }),
      },
      include: { application: true },
    });
    if (domains) await replaceDomains(tx, { organizationId, workloadId: id }, domains);
    return row;
  });
  scope.notes.changed(application, applicationRecord(after) ?? {});
}
