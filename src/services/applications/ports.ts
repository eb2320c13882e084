import type { ScopedModels } from '../../db/scope';
import { invalidField } from '../../domain/error';
import { firstOverlap, parsePortsMappings } from '../../domain/input/address/port-list';
import { organizationScopeOf, type Scope } from '../context';
import { isThisMachine } from '../servers/is-this-machine';
import { isPanelPort } from '../servers/panel-port';
import { runsOn } from '../workloads/followers';
import { hiddenWorkloads } from '../workloads/hidden';

export interface PortsCheck {
  server: { id: number; ip: string };
  portsMappings: string;
  /** The application that takes them; null when it is not created yet. */
  workloadId: number | null;
}

/**
 * Refuse host ports that another workload of the server uses (hostile-inputs row 11).
 * @throws AppError 422 naming that workload
 */
export async function requireFreePorts(scope: Scope, check: PortsCheck): Promise<void> {
  const wanted = parsePortsMappings(check.portsMappings) ?? [];
  const own = isThisMachine(check.server)
    ? wanted.find(({ hostPort }) => isPanelPort(scope, hostPort))
    : null;
  if (own) throw refused(own.hostPort, 'is used by Gantry itself');
  // Ports of workloads hidden from the caller are taken as well.
  const clash = await findClash(organizationScopeOf(scope, scope.organizationId).db, check);
  if (!clash) return;
  const isHidden = (await hiddenWorkloads(scope, [clash.uuid])).has(clash.uuid);
  throw refused(clash.hostPort, `is used by ${isHidden ? 'another resource' : clash.name}`);
}

/**
 * Check again under a lock: a transaction that maps ports of the same server waits here until the other one ends.
 * @throws AppError 422
 */
export async function claimPorts(tx: ScopedModels, check: PortsCheck): Promise<void> {
  const serverId = check.server.id;
  await tx.destination.updateMany({ where: { serverId }, data: { serverId } }); // changes nothing, but locks the rows
  const clash = await findClash(tx, check);
  if (clash) throw refused(clash.hostPort, 'is used by another resource');
}

async function findClash(db: ScopedModels, { server, portsMappings, workloadId }: PortsCheck) {
  const wanted = parsePortsMappings(portsMappings) ?? [];
  const others = await db.application.findMany({
    where: {
      workload: runsOn(server.id),
      portsMappings: { not: null },
      ...(workloadId === null ? {} : { id: { not: workloadId } }),
    },
    select: { portsMappings: true, workload: { select: { uuid: true, name: true } } },
  });
  for (const { portsMappings: theirs, workload } of others) {
    const clash = firstOverlap(wanted, parsePortsMappings(theirs ?? '') ?? []);
    if (clash) return { ...workload, hostPort: clash.hostPort };
  }
  const taken = await db.hostPort.findFirst({
    where: {
      serverId: server.id,
      port: { in: wanted.filter(({ protocol }) => protocol === 'tcp').map(({ hostPort }) => hostPort) },
    },
    select: { port: true, workload: { select: { uuid: true, name: true } } },
  });
  return taken && { ...taken.workload, hostPort: taken.port };
}

function refused(port: number, reason: string) {
  return invalidField('ports_mappings', `Port ${port} of the server ${reason}.`);
}
