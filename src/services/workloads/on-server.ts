import type { Prisma } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { type NamedWorkload, workloadNames, workloadResources } from '../../domain/workload/names';
import type { WorkloadPlace } from '../../engine/workload/containers';
import { type OrganizationScope, organizationScopeOf } from '../context';
import { hostOf, type MachineScope } from '../servers/host';
import { whereNamed } from './find';

/** Find a workload with its server; null when it is gone, as a late job may find. */
export async function lookUpOnServer(scope: Pick<OrganizationScope, 'db'>, { kind, uuid }: NamedWorkload) {
  const where = whereNamed({ kind, uuid });
  const found = await scope.db.workload.findUnique({ where, include: withServer });
  return found && onServer(found);
}

const withServer = {
  application: true,
  destination: { include: { server: { include: { privateKey: true } } } },
} as const;

function onServer({ destination, ...workload }: Prisma.WorkloadGetPayload<{ include: typeof withServer }>) {
  return { workload, destination, server: destination.server };
}

export type WorkloadOnServer = NonNullable<Awaited<ReturnType<typeof lookUpOnServer>>>;

/** Get a workload with its server, or 404. */
export async function findOnServer(
  scope: Pick<OrganizationScope, 'db'>,
  named: NamedWorkload,
): Promise<WorkloadOnServer> {
  requirePublicId(named.uuid, workloadNames[named.kind]);
  const found = await lookUpOnServer(scope, named);
  if (!found) throw notFound(workloadNames[named.kind]);
  return found;
}

/**
 * Get a workload with its server at one of its destinations, or 404. At an additional one it has the row that follows
 * the application's, without settings.
 * @param destinationUuid null: the main one
 */
export async function findAtDestination(
  scope: OrganizationScope,
  named: NamedWorkload,
  destinationUuid: string | null,
): Promise<WorkloadOnServer> {
  const main = await findOnServer(scope, named);
  if (destinationUuid === null || destinationUuid === main.destination.uuid) return main;
  requirePublicId(destinationUuid, 'Destination');
  const { db } = organizationScopeOf(scope, scope.organizationId);
  const where = { followsId: main.workload.id, destination: { uuid: destinationUuid } };
  const found = await db.workload.findFirst({ where, include: withServer });
  if (!found) throw notFound('Destination');
  return onServer(found);
}

/** The place of a workload in the engine's form. @throws AppError when the server was never validated or is blocked */
export function placeOf(
  scope: MachineScope & Pick<OrganizationScope, 'installation'>,
  { workload, server }: Pick<WorkloadOnServer, 'server'> & { workload: NamedWorkload },
): WorkloadPlace {
  return {
    host: hostOf(scope, server, { targetType: workloadResources[workload.kind], targetUuid: workload.uuid }),
    workload: { instanceId: scope.installation.uuid, uuid: workload.uuid },
  };
}
