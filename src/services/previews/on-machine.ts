import type { Db } from '../../db/client';
import type { Component, PreviewComponent } from '../../db/generated/client';
import { conditionOf } from '../../domain/container-condition';
import { hasOwnNetwork, type NetworkSpec, networkOf, ownNetworkOf } from '../../domain/workload/network';
import { previewName } from '../../domain/workload/preview-name';
import type { OrganizationScope } from '../context';
import { routingSpec } from '../deployments/spec-routing';
import type { ServerWithKey } from '../servers/find';
import { componentRouting, ofPreview } from '../workloads/component-routing';

const working = ['queued', 'in_progress'] as const;

/** The previews of applications of every organization that may be served, by the keys of their routes. */
export async function servedPreviews(
  { preview }: Pick<Db, 'preview'>,
  applications: readonly string[],
  running: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await preview.findMany({
    where: { workload: { uuid: { in: [...applications] } } },
    select: {
      pullRequestId: true,
      state: true,
      status: true,
      components: { select: { name: true } },
      workload: { select: { uuid: true } },
    },
  });
  return rows.flatMap(({ pullRequestId, state, status, components, workload }) => {
    const name = previewName(workload.uuid, pullRequestId);
    const keys = components.length > 0 ? components.map((component) => `${name}-${component.name}`) : [name];
    const mayServe = state === 'deploying' || conditionOf(status) !== 'exited';
    return keys.filter((key) => mayServe || running.has(key));
  });
}

/** Find the previews that the proxy should serve, except those with a running operation. */
export async function routedPreviews(scope: OrganizationScope, server: ServerWithKey) {
  const previews = await findAtRest(scope, server);
  return previews.flatMap(({ fqdn, components, pullRequestId, workload, workloadId }) => {
    const name = previewName(workload.uuid, pullRequestId);
    if (components.length > 0) return components.flatMap((component) => routed(name, component, workload));
    if (fqdn === null) return [];
    const routing = async (domains: string | undefined) => {
      const application = await scope.db.application.findUniqueOrThrow({ where: { id: workloadId } });
      const address = domains ?? fqdn;
      const own = { fqdn: address, noindexDomains: address, redirect: 'both' };
      return routingSpec(scope.database.sealer, { ...application, ...own });
    };
    return [{ key: name, routing }];
  });
}

/** A component of a preview, if it has an address. */
function routed(
  preview: string,
  { name, fqdn }: Pick<PreviewComponent, 'name' | 'fqdn'>,
  { components }: { components: readonly Component[] },
) {
  if (fqdn === null) return [];
  const ofProduction = components.find((each) => each.name === name);
  const routing = async (domains: string | undefined) =>
    componentRouting(ofPreview(domains ?? fqdn, ofProduction));
  return [{ key: `${preview}-${name}`, routing }];
}

/**
 * The networks of previews by their names on the server. Previews of compose files have those of their files, where
 * they stay.
 */
export async function networksOfPreviews(
  scope: OrganizationScope,
  server: ServerWithKey,
): Promise<[string, NetworkSpec][]> {
  const previews = await findAtRest(scope, server);
  return previews
    .filter(
      ({ workload }) => workload.application !== null && workload.application.buildPack !== 'dockercompose',
    )
    .map(({ pullRequestId, isFork, workload: { uuid: of, application, destination, environment } }) => {
      const uuid = previewName(of, pullRequestId);
      const own = ownNetworkOf({ uuid, organization: scope.organizationId }, destination, server);
      const isAlone = hasOwnNetwork(application?.previewNetwork ?? '', isFork);
      return [uuid, isAlone ? own : networkOf(destination, environment, server)];
    });
}

async function findAtRest({ db }: OrganizationScope, server: ServerWithKey) {
  const previews = await db.preview.findMany({
    where: {
      state: { in: ['running', 'failed'] },
      workload: { destination: { serverId: server.id }, deletingAt: null },
    },
    include: {
      components: true,
      workload: {
        select: {
          uuid: true,
          components: true,
          destination: { select: { network: true, isIsolated: true } },
          environment: { select: { uuid: true } },
          application: { select: { buildPack: true, previewNetwork: true } },
          operations: { where: { status: { in: [...working] } }, select: { pullRequestId: true } },
        },
      },
    },
  });
  return previews.filter(
    ({ pullRequestId, workload }) =>
      !workload.operations.some((operation) => operation.pullRequestId === pullRequestId),
  );
}
