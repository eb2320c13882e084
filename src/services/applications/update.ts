import { type ApplicationRecord, applicationRecord } from '../application-rows/record';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { type FoundRepository, findRepository } from '../github-apps/repositories';
import { requireRepositoryAt } from '../gitlab-apps/repository';
import { enqueueKeepNetworks } from '../server-sweep/request-networks';
import { listFollowers, wholeScope } from '../workloads/followers';
import { requireLegal } from '../workloads/require-legal';
import { type AliasesCheck, aliasNames, claimAliases } from './aliases';
import { type ClaimedDomain, claimDomains, replaceDomains } from './domains';
import { requireAgreeingLimits } from './limits';
import { type ApplicationOnServer, findOnServer } from './on-server';
import { claimPorts, type PortsCheck, requireFreePorts } from './ports';
import { type SettingsChange, toColumns } from './settings';
import { requireStillSeveral } from './several-places';
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
  const repository = await repositoryAtGithub(scope, application, settings);
  requireAgreeingLimits(application, settings);
  const followers = await listFollowers(wholeScope(scope), application);
  if (followers.length > 0) requireStillSeveral(application, settings);
  const { portsMappings } = settings;
  const servers = [server, ...followers.map(({ destination }) => destination.server)];
  const ports = portsMappings
    ? servers.map((each) => ({ server: each, portsMappings, workloadId: application.id }))
    : [];
  for (const each of ports) await requireFreePorts(scope, each);
  const aliases = aliasesAfter(found, settings);
  const claims = { ports, names: aliases?.names ?? null, followers, repository };
  const write = (domains: readonly ClaimedDomain[] | null) =>
    claimAliases(scope, aliases, () => writeSettings(scope, application, settings, { domains, ...claims }));
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

/**
 * Find another repository at the GitHub App of the application; null: it stays.
 * @throws AppError 422 when the app has no access to it
 */
async function repositoryAtGithub(
  scope: Scope,
  { githubAppId, gitRepository: before }: ApplicationRecord,
  { gitRepository }: SettingsChange,
): Promise<FoundRepository | null> {
  if (githubAppId === null || !gitRepository || gitRepository === before) return null;
  const app = await scope.db.githubApp.findUniqueOrThrow({ where: { id: githubAppId } });
  return findRepository(scope, app, gitRepository);
}

/** Domains and ports that an update claims; null: unchanged. */
interface Claims {
  domains: readonly ClaimedDomain[] | null;
  /** On each server where it runs. */
  ports: readonly PortsCheck[];
  /** Network names. */
  names: readonly string[] | null;
  /** Its rows at additional destinations. */
  followers: readonly { id: number }[];
  repository: FoundRepository | null;
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
  { domains, ports, names, followers, repository }: Claims,
): Promise<void> {
  const { organizationId } = scope;
  const { id } = application;
  const after = await organizationScopeOf(scope, organizationId).db.$transaction(async (tx) => {
    for (const each of ports) await claimPorts(tx, each);
    const columns = toColumns(scope.database.sealer, settings);
    const aliases = names && {
      aliases: { deleteMany: { isOfFile: false }, create: names.map((alias) => ({ alias })) },
    };
    for (const follower of aliases ? followers : [])
      await tx.workload.update({ where: { id: follower.id }, data: { ...aliases } });
    const row = await tx.workload.update({
      where: { id },
      data: {
        ...columns.workload,
        application: { update: { ...columns.application, ...repository } },
        ...(application.buildPack === 'dockercompose' && {
          stack: { update: { connectToDockerNetwork: settings.connectToDockerNetwork } },
        }),
        ...aliases,
      },
      include: { application: true },
    });
    if (domains) await replaceDomains(tx, { organizationId, workloadId: id }, domains);
    return row;
  });
  scope.notes.changed(application, applicationRecord(after) ?? {});
}
