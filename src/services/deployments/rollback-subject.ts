import { AppError } from '../../domain/error';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { networkOf } from '../../domain/workload/network';
import { configurationKey } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import { operationRef } from '../operations/operation-ref';
import { type KeptSpecification, openSpecification } from '../releases/specification';
import { proxySpec } from '../servers/proxy-access';
import { mountsOf } from '../storages/mounts';
import { connectedNetworks } from '../workloads/connected-networks';
import { deployment } from './definition';
import type { DeploymentSubject } from './load';
import { requireMounts, rollbackSpec } from './rollback-spec';
import { containerSpec } from './spec-container';
import { routingSpec } from './spec-routing';

export interface RollbackSubject extends Pick<DeploymentSubject, 'uuid' | 'server' | 'application'> {
  /** Uuid of the release. */
  release: string;
}

export interface Rollback {
  spec: DeploymentSpec;
  kept: KeptSpecification;
  /** Description of the release's container. */
  container: unknown;
}

/**
 * Resolve what a rollback runs now.
 * @throws AppError 409 when the release is no longer kept, or something that it needs is gone
 */
export async function findRollback(scope: OrganizationScope, subject: RollbackSubject): Promise<Rollback> {
  const { sealer } = scope.database;
  const { application, server, uuid } = subject;
  const release = await scope.db.release.findUnique({
    where: { uuid: subject.release },
    include: { specification: true },
  });
  if (!release?.specification || release.workloadId !== application.id) throw notKept();
  const kept = openSpecification(sealer, release.specification);
  const released = deployment.thaw(kept);
  const { mounts } = released.component.container;
  if (mounts.length > 0) requireMounts(mounts, (await mountsOf(scope, application)).mounts);
  const spec = rollbackSpec(released, {
    ...operationRef(scope, { uuid, workload: application }),
    container: containerSpec(application, {
      network: networkOf(application.destination, application.environment, server),
      connected: await connectedNetworks(scope, application, server),
      logBytes: scope.installation.containerLogQuota,
      mounts: [],
    }),
    routing: await routingSpec(sealer, application),
    proxy: proxySpec(server),
    deadlines: { totalMs: server.dynamicTimeout * 1000 },
    fingerprintKey: configurationKey(sealer),
  });
  return { spec, kept, container: release.container };
}

export function notKept(): AppError {
  return new AppError('conflict', 'The release is no longer kept. Deploy the commit again.');
}
