import type { ImageSpec } from '../../domain/workload/build';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { type NetworkSpec, networkOf, ownNetworkOf } from '../../domain/workload/network';
import { previewTag } from '../../domain/workload/preview-name';
import { configurationKey } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import { deploymentEnvironment } from '../environment-variables/deployment-environment';
import { operationRef } from '../operations/operation-ref';
import { findBuildServer } from '../servers/build-server';
import { proxySpec } from '../servers/proxy-access';
import { sharedLookup } from '../shared-variables/lookup';
import { mountsOf } from '../storages/mounts';
import { connectedNetworks } from '../workloads/connected-networks';
import type { DeploymentSubject } from './load';
import { buildSpec } from './spec-build';
import { containerSpec, healthSpec } from './spec-container';
import { routingSpec } from './spec-routing';
import { sourceSpec } from './spec-source';

/**
 * Build the specification of a deployment from its rows.
 * @throws AppError worded for the user who deploys: an unknown reference in a variable, a repository host that is not
 *   allowed
 */
export async function deploymentSpec(
  scope: OrganizationScope,
  row: DeploymentSubject,
): Promise<DeploymentSpec> {
  const { application, server, preview } = row;
  const { sealer } = scope.database;
  const { runtime, build, injected } = deploymentEnvironment(
    sealer,
    application.variables,
    application.isEnvSortingEnabled,
    await sharedLookup(scope, application.id),
  );
  const source = await sourceSpec(scope, row);
  const isBuilt = source.kind === 'git' || source.kind === 'dockerfile';
  const buildServer =
    isBuilt && application.useBuildServer
      ? await findBuildServer(scope, application, row.buildServerId)
      : null;
  const { mounts, storedFiles } = await mountsOf(scope, application, preview);
  const container = containerSpec(application, {
    network: networkFor(scope, row),
    // A preview is not reviewed yet: it reaches no further environment.
    connected: preview ? [] : await connectedNetworks(scope, application, server),
    logBytes: scope.installation.containerLogQuota,
    mounts,
  });
  const { platform } = container.settings ?? {};
  return {
    kind: row.kind === 'restart' && application.releases.length > 0 ? 'restart' : 'deploy',
    ...operationRef(scope, {
      uuid: row.uuid,
      workload: application,
      pullRequestId: preview?.pullRequestId ?? 0,
    }),
    force: row.force,
    source,
    build: { ...buildSpec(application, buildServer ?? server), ...(platform !== undefined && { platform }) },
    ...(buildServer && { buildServer: { uuid: buildServer.uuid, name: buildServer.name } }),
    buildVariables: build,
    image: imageSpec(scope, row),
    component: {
      name: MAIN_COMPONENT,
      key: application.uuid,
      image: null,
      environment: { runtime, injected, branch: source.kind === 'git' ? source.branch : null },
      container,
      files: storedFiles,
      health: healthSpec(application),
      routing: await routingSpec(sealer, application),
      publicPort: null,
      // Two containers must never write to one volume (deployment contract D15.3).
      replace: mounts.length > 0 ? 'stop-start' : 'rolling',
    },
    proxy: proxySpec(server),
    preDeployment: commandOf(application.preDeploymentCommand, application.preDeploymentCommandContainer),
    postDeployment: commandOf(application.postDeploymentCommand, application.postDeploymentCommandContainer),
    deadlines: { totalMs: server.dynamicTimeout * 1000 },
  };
}

/** The network of the environment, or that of a preview alone. */
function networkFor(
  scope: OrganizationScope,
  { application, server, preview }: DeploymentSubject,
): NetworkSpec {
  const { destination, environment, uuid } = application;
  return preview?.hasOwnNetwork
    ? ownNetworkOf({ uuid, organization: scope.organizationId }, destination, server)
    : networkOf(destination, environment, server);
}

function imageSpec(scope: OrganizationScope, { application, preview }: DeploymentSubject): ImageSpec {
  const registryName = application.buildPack === 'dockerimage' ? null : application.dockerRegistryImageName;
  return {
    name: registryName || (preview?.of ?? application.uuid),
    ...(preview && { tagPrefix: previewTag(preview.pullRequestId) }),
    isInRegistry: Boolean(registryName),
    fingerprintKey: configurationKey(scope.database.sealer),
  };
}

function commandOf(command: string | null, container: string | null): DeploymentSpec['preDeployment'] {
  return command === null || command === '' ? null : { command, container: container || null };
}
