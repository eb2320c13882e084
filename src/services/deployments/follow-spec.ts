import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { networkOf } from '../../domain/workload/network';
import { configurationKey } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import { operationRef } from '../operations/operation-ref';
import { openSpecification } from '../releases/specification';
import { proxySpec } from '../servers/proxy-access';
import { mountsOf } from '../storages/mounts';
import { deployment } from './definition';
import type { LoadedFollower } from './load-follower';
import { requireMounts, rollbackSpec } from './rollback-spec';
import { notKept } from './rollback-subject';
import { containerSpec } from './spec-container';
import { routingSpec } from './spec-routing';

/**
 * Build the specification of a deployment at an additional destination: the release of the application, with the names,
 * the network and the proxy of the place. The server of the application sends the image.
 * @throws AppError 409 when the release is no longer kept, or something that it needs is gone
 */
export async function followSpec(
  scope: OrganizationScope,
  { uuid, server, follower, leader }: LoadedFollower,
  releaseUuid: string,
): Promise<DeploymentSpec> {
  const { sealer } = scope.database;
  const release = await scope.db.release.findUnique({
    where: { uuid: releaseUuid },
    include: { specification: true },
  });
  if (!release?.specification || release.workloadId !== leader.id) throw notKept();
  const released = deployment.thaw(openSpecification(sealer, release.specification));
  const { source, component } = released;
  if (source.kind !== 'release') throw notKept();
  if (component.container.mounts.length > 0)
    requireMounts(component.container.mounts, (await mountsOf(scope, leader)).mounts);
  const container = containerSpec(
    { ...leader, uuid: follower.uuid, aliases: follower.aliases },
    {
      network: networkOf(follower.destination, follower.environment, server),
      // Further environments are connected at the main destination.
      connected: [],
      logBytes: scope.installation.containerLogQuota,
      mounts: [],
    },
  );
  const spec = rollbackSpec(released, {
    ...operationRef(scope, { uuid, workload: follower }),
    container: { ...container, aliases: [...container.aliases, leader.uuid] },
    routing: await routingSpec(sealer, leader),
    proxy: proxySpec(server),
    deadlines: { totalMs: server.dynamicTimeout * 1000 },
    fingerprintKey: configurationKey(sealer),
  });
  return {
    ...spec,
    source: { ...source, from: leader.destination.server },
    component: {
      ...spec.component,
      key: follower.uuid,
      environment: { ...spec.component.environment, resource: leader.uuid },
    },
  };
}
