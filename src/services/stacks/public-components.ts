import type { Component } from '../../db/generated/client';
import { engineOfImage } from '../../domain/compose/component-kind';
import { publicRefOf } from '../../domain/database/database-spec';
import { AppError } from '../../domain/error';
import type { NetworkSpec } from '../../domain/workload/network';
import type { StackComponent } from '../../domain/workload/stack-spec';
import { databaseKinds } from '../../engine/database/kinds';
import { publicComponent } from '../../engine/database/public-component';
import { componentHost } from '../../engine/stack/names';
import { configurationHash } from '../configuration-hash';
import type { OrganizationScope } from '../context';

interface Forwarded {
  uuid: string;
  /** Components of the databases themselves. */
  components: readonly StackComponent[];
  networks: readonly NetworkSpec[];
}

/**
 * The forwarders for the public ports of a stack's databases: one component each, which resolves its database by name.
 * @throws AppError bad_request for a database that cannot be reached from outside
 */
export function publicComponents(
  { database, installation }: Pick<OrganizationScope, 'database' | 'installation'>,
  rows: readonly Component[],
  { uuid, components, networks }: Forwarded,
): StackComponent[] {
  return components.flatMap(({ spec }): StackComponent[] => {
    const row = rows.find(({ name }) => name === spec.name);
    const engine = engineOfImage(spec.image);
    if (!row?.isPublic || row.publicPort === null || engine === null) return [];
    const forwarder = publicComponent({
      component: publicRefOf(row),
      host: componentHost(uuid, spec.name),
      network: reachableNetwork(spec, networks),
      containerPort: databaseKinds[engine].port,
      hostPort: row.publicPort,
      idleSeconds: row.publicPortTimeout,
      image: installation.databaseProxyImage,
    });
    return [
      {
        spec: { ...forwarder, configHash: configurationHash(database.sealer, forwarder) },
        pull: 'missing',
        exposes: [],
        force: false,
        sharesWith: [],
      },
    ];
  });
}

/** Docker publishes no port of a container that has only internal networks. */
function reachableNetwork({ name, container }: StackComponent['spec'], networks: readonly NetworkSpec[]) {
  const names = [container.network, ...(container.furtherNetworks ?? []).map((each) => each.name)];
  const reachable = names
    .map((each) => networks.find((network) => network.name === each))
    .find((network) => network !== undefined && !network.isInternal);
  if (reachable) return reachable;
  throw new AppError(
    'bad_request',
    `${name} cannot be public: it is only in internal networks. Add another network to it in the compose file, or make it private.`,
  );
}
