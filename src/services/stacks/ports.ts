import type { ScopedModels } from '../../db/scope';
import { isUniqueViolation } from '../../db/violations';
import type { ComposeProject } from '../../domain/compose/project';
import { invalidField } from '../../domain/error';
import { parsePortsMappings } from '../../domain/input/port-list';
import type { Scope } from '../context';
import { isThisMachine } from '../servers/is-this-machine';
import { isPanelPort } from '../servers/panel-port';

interface Port {
  port: number;
  protocol: 'tcp' | 'udp';
}

export interface PortsClaim {
  server: { id: number; ip: string };
  project: ComposeProject;
  /** Of the input, for refusals. */
  field?: Field;
}

type Field = 'docker_compose_raw' | 'destination_uuid';

/** Take the ports of the server that a file maps, in the transaction that writes it. @throws AppError 422 */
export async function claimPorts(
  scope: Scope,
  tx: ScopedModels,
  workloadId: number,
  { server, project, field }: PortsClaim,
): Promise<void> {
  const ports = portsOf(project);
  const serverId = server.id;
  // Changes nothing, but locks the rows: another operation that maps ports of the same server waits here.
  await tx.destination.updateMany({ where: { serverId }, data: { serverId } });
  await tx.hostPort.deleteMany({ where: { workloadId } });
  if (ports.length === 0) return;
  const own = isThisMachine(server) ? ports.find(({ port }) => isPanelPort(scope, port)) : undefined;
  if (own) throw refused(own.port, 'is where Gantry itself listens', field);
  const taken = (await takenPorts(tx, serverId)).find((each) => ports.some((port) => isSame(port, each)));
  if (taken) throw refused(taken.port, 'is taken by another resource', field);
  const hostPorts = { create: ports.map((port) => ({ ...port, serverId })) };
  await tx.workload.update({ where: { id: workloadId }, data: { hostPorts } });
}

/** What the table of taken ports answers where two took one at the same time. */
export function asPortConflict(error: unknown, field: Field = 'docker_compose_raw'): unknown {
  return isUniqueViolation(error)
    ? invalidField(field, 'A port of the server is taken by another resource.')
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
    where: { workload: { destination: { serverId } }, portsMappings: { not: null } },
    select: { portsMappings: true },
  });
  const mapped = applications.flatMap(({ portsMappings }) => parsePortsMappings(portsMappings ?? '') ?? []);
  return [
    ...claimed.map(({ port, protocol }): Port => ({ port, protocol: protocol === 'udp' ? 'udp' : 'tcp' })),
    ...mapped.map(({ hostPort, protocol }) => ({ port: hostPort, protocol })),
  ];
}

function isSame(a: Port, b: Port): boolean {
  return a.port === b.port && a.protocol === b.protocol;
}

function refused(port: number, reason: string, field: Field = 'docker_compose_raw') {
  return invalidField(field, `The port ${port} of the server ${reason}.`);
}
