import type { Destination, Workload } from '../../db/generated/client';
import { connectedNetworksOf, type NetworkSpec } from '../../domain/workload/network';
import { type OrganizationScope, organizationScopeOf } from '../context';

interface Placed extends Pick<Workload, 'id' | 'environmentId'> {
  destination: Pick<Destination, 'network' | 'isIsolated'>;
}

/**
 * Find the networks of the further environments that a workload is connected to. Those hidden from the caller count as
 * well: a plan shows what is released.
 */
export async function connectedNetworks(
  scope: OrganizationScope,
  { id, environmentId, destination }: Placed,
  server: { networkPool: string },
): Promise<NetworkSpec[]> {
  const { db } = organizationScopeOf(scope, scope.organizationId);
  const rows = await db.connectedEnvironment.findMany({
    where: { workloadId: id, environmentId: { not: environmentId } },
    orderBy: { environmentId: 'asc' },
    select: { environment: { select: { uuid: true } } },
  });
  return connectedNetworksOf(
    destination,
    rows.map(({ environment }) => environment),
    server,
  );
}
