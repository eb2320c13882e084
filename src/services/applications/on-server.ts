import { notFound } from '../../domain/error';
import type { WorkloadPlace } from '../../engine/workload/containers';
import type { OrganizationScope } from '../context';
import type { MachineScope } from '../servers/host';
import * as workloads from '../workloads/on-server';
import { applicationRecord } from './record';

/** Find an application with the server that it is on; null when it is gone, as a job that comes late may find. */
export async function lookUpOnServer(scope: Pick<OrganizationScope, 'db'>, uuid: string) {
  return withApplication(await workloads.lookUpOnServer(scope, { kind: 'application', uuid }));
}

export type ApplicationOnServer = NonNullable<Awaited<ReturnType<typeof lookUpOnServer>>>;

/** The same, or 404. */
export async function findOnServer(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<ApplicationOnServer> {
  const found = withApplication(await workloads.findOnServer(scope, { kind: 'application', uuid }));
  if (!found) throw notFound('Application');
  return found;
}

function withApplication(found: workloads.WorkloadOnServer | null) {
  const application = found && applicationRecord(found.workload);
  return application && { application, server: found.server };
}

/** Where the engine finds what runs. @throws AppError when the server was never validated or is blocked */
export function enginePlace(
  scope: MachineScope & Pick<OrganizationScope, 'installation'>,
  { application, server }: ApplicationOnServer,
): WorkloadPlace {
  return workloads.placeOf(scope, { workload: application, server });
}

/** The container of the proxy to take routes from; null on a server whose proxy is not Gantry's. */
export function proxyContainerOf({ server }: ApplicationOnServer): string | null {
  return server.proxyKind === 'caddy' ? server.proxyContainer : null;
}
