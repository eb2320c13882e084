import type { Db } from '../../db/client';
import { conditionOf } from '../../domain/container-condition';
import { type NetworkSpec, networkOf } from '../../domain/workload/network';
import { previewName } from '../../domain/workload/preview-name';
import type { OrganizationScope } from '../context';
import { routingSpec } from '../deployments/spec-routing';
import type { ServerWithKey } from '../servers/find';

const working = ['queued', 'in_progress'] as const;

/** The previews of applications, of every organization, by the keys of their routes: those that may be served. */
export async function servedPreviews(
  { preview }: Pick<Db, 'preview'>,
  applications: readonly string[],
  running: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await preview.findMany({
    where: { workload: { uuid: { in: [...applications] } } },
    select: { pullRequestId: true, state: true, status: true, workload: { select: { uuid: true } } },
  });
  return rows.flatMap(({ pullRequestId, state, status, workload }) => {
    const key = previewName(workload.uuid, pullRequestId);
    const mayServe = state === 'deploying' || conditionOf(status) !== 'exited' || running.has(key);
    return mayServe ? [key] : [];
  });
}

/** Find the previews that the proxy should serve, without those that an operation works on. */
export async function routedPreviews(scope: OrganizationScope, server: ServerWithKey) {
  const previews = await findAtRest(scope, server);
  return previews
    .filter(({ fqdn }) => fqdn !== null)
    .map(({ fqdn, pullRequestId, workload, workloadId }) => ({
      key: previewName(workload.uuid, pullRequestId),
      routing: async (domains: string | undefined) => {
        const application = await scope.db.application.findUniqueOrThrow({ where: { id: workloadId } });
        const address = domains ?? fqdn;
        const own = { fqdn: address, noindexDomains: address, redirect: 'both' };
        return routingSpec(scope.database.sealer, { ...application, ...own });
      },
    }));
}

/** The networks of previews by their names on the server; of forks each has one of its own, where it stays. */
export async function networksOfPreviews(
  scope: OrganizationScope,
  server: ServerWithKey,
): Promise<[string, NetworkSpec][]> {
  const previews = await findAtRest(scope, server);
  return previews
    .filter(({ isFork }) => !isFork)
    .map(({ pullRequestId, workload: { uuid, destination, environment } }) => [
      previewName(uuid, pullRequestId),
      networkOf(destination, environment, server),
    ]);
}

async function findAtRest({ db }: OrganizationScope, server: ServerWithKey) {
  const previews = await db.preview.findMany({
    where: {
      state: { in: ['running', 'failed'] },
      workload: { destination: { serverId: server.id }, deletingAt: null },
    },
    include: {
      workload: {
        select: {
          uuid: true,
          destination: { select: { network: true, isIsolated: true } },
          environment: { select: { uuid: true } },
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
