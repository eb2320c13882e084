import type { ScopedModels } from '../../db/scope';
import { isUniqueViolation } from '../../db/violations';
import type { ComposeProject } from '../../domain/compose/project';
import { invalidField } from '../../domain/error';
import { parsePortsMappings } from '../../domain/input/address/port-list';
import type { OrganizationScope } from '../context';
import { isThisMachine } from '../servers/is-this-machine';
import { isPanelPort } from '../servers/panel-port';
import { runsOn } from '../workloads/followers';

interface Port {
  port: number;
  protocol: 'tcp' | 'udp';
}

export interface PortsClaim {
  server: { id: number; ip: string };
  project: ComposeProject;
  /** Whether ports of the workload that are not in the file stay its own. */
  keepsOthers?: boolean;
  /** Input field to name in refusals. */
  field?: PortField;
}

export type PortField = 'docker_compose_raw' | 'destination_uuid' | 'public_port';

/** Claim the host ports that a file maps, in the transaction that writes it. @throws AppError 422 */
export async function claimPorts(
  scope: Pick<OrganizationScope, 'installation'>,
  tx: ScopedModels,
  workloadId: number,
  { server, project, keepsOthers = false, field }: PortsClaim,
): Promise<void> {
  const wanted = portsOf(project);
  const serverId = server.id;
  // Changes nothing, but locks the rows: another operation that maps ports of the same server waits here.
  await tx.destination.updateMany({ where: { serverId }, data: { serverId } });
  if (!keepsOthers) await tx.hostPort.deleteMany({ where: { workloadId, component: null } });
  // The public port of a database is not a port of the file, which may not map it as well.
  const kept = await tx.hostPort.findMany({ where: { workloadId, component: null } });
  const ports = wanted.filter((port) => !kept.some((each) => isSame(port, toPort(each))));
  if (ports.length === 0) return;
  const own = isThisMachine(server) ? ports.find(({ port }) => isPanelPort(scope, port)) : undefined;
  if (own) throw refused(own.port, 'is used by Gantry itself', field);
  const taken = (await takenPorts(tx, serverId)).find((each) => ports.some((port) => isSame(port, each)));
  if (taken) throw refused(taken.port, 'is used by another resource', field);
  const hostPorts = { create: ports.map((port) => ({ ...port, serverId })) };
  await tx.workload.update({ where: { id: workloadId }, data: { hostPorts } });
}

/** Translate the error of the table of taken ports when two claimed one at the same time. */
export function asPortConflict(error: unknown, field: PortField = 'docker_compose_raw'): unknown {
  return isUniqueViolation(error)
    ? invalidField(field, 'A server port is already used by another resource.')
    : error;
}

function portsOf({ services }: ComposeProject): Port[] {
  const all = services.flatMap(({ ports }) =>
    ports.flatMap(({ hostPort, protocol }) => (hostPort === null ? [] : [{ port: hostPort, protocol }])),
  );
  return [...new Map(all.map((port) => [`${port.port}/${port.protocol}`, port])).values()];
}

async function takenPorts(tx: ScopedModels, serverId: number): Promise<Port[]> {
  const claimed = await tx.hostPort.findMany({ where: { serverId } });
  const applications = await tx.application.findMany({
    where: { workload: runsOn(serverId), portsMappings: { not: null } },
    select: { portsMappings: true },
  });
  const mapped = applications.flatMap(({ portsMappings }) => parsePortsMappings(portsMappings ?? '') ?? []);
  return [...claimed.map(toPort), ...mapped.map(({ hostPort, protocol }) => ({ port: hostPort, protocol }))];
}

function toPort({ port, protocol }: { port: number; protocol: string }): Port {
  return { port, protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}

function isSame(a: Port, b: Port): boolean {
  return a.port === b.port && a.protocol === b.protocol;
}

function refused(port: number, reason: string, field: PortField = 'docker_compose_raw') {
  return invalidField(field, `Port ${port} of the server ${reason}.`);
}
