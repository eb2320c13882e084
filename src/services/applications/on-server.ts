import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { WorkloadPlace } from '../../engine/workload/containers';
import type { OrganizationScope } from '../context';
import { hostOf, type MachineScope } from '../servers/host';
import { applicationRecord } from './record';

/** The application with the server that it is on; null when it is gone, as a job that comes late may find. */
export async function lookUpOnServer(scope: Pick<OrganizationScope, 'db'>, uuid: string) {
  const found = await scope.db.workload.findUnique({
    where: { uuid },
    include: { application: true, destination: { include: { server: { include: { privateKey: true } } } } },
  });
  const record = found && applicationRecord(found);
  if (!record) return null;
  const { destination, ...application } = record;
  return { application, server: destination.server };
}

export type ApplicationOnServer = NonNullable<Awaited<ReturnType<typeof lookUpOnServer>>>;

/** The same, or 404. */
export async function findOnServer(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<ApplicationOnServer> {
  requirePublicId(uuid, 'Application');
  const found = await lookUpOnServer(scope, uuid);
  if (!found) throw notFound('Application');
  return found;
}

/** Where the engine finds what runs. @throws AppError when the server was never validated or is blocked */
export function enginePlace(
  scope: MachineScope & Pick<OrganizationScope, 'installation'>,
  { application, server }: ApplicationOnServer,
): WorkloadPlace {
  return {
    host: hostOf(scope, server, { targetType: 'application', targetUuid: application.uuid }),
    workload: { instanceId: scope.installation.uuid, uuid: application.uuid },
  };
}

/** The container of the proxy to take routes from; null on a server whose proxy is not Gantry's. */
export function proxyContainerOf({ server }: ApplicationOnServer): string | null {
  return server.proxyKind === 'caddy' ? server.proxyContainer : null;
}
