import type { ScopedModels } from '../../db/scope';
import { invalidField } from '../../domain/error';
import { firstOverlap, parsePortsMappings } from '../../domain/input/port-list';
import { organizationScopeOf, type Scope } from '../context';
import { isThisMachine } from '../servers/is-this-machine';
import { hiddenApplications } from '../workloads/hidden';

export interface PortsCheck {
  server: { id: number; ip: string };
  portsMappings: string;
  /** The application that will have them, when it exists already. */
  workloadId: number | null;
}

/** Two cannot listen on the same port of a server (hostile-inputs row 11). @throws AppError 422 naming who has it */
export async function requireFreePorts(scope: Scope, check: PortsCheck): Promise<void> {
  const wanted = parsePortsMappings(check.portsMappings) ?? [];
  const own = isThisMachine(check.server)
    ? wanted.find(({ hostPort }) => isPanelPort(scope, hostPort))
    : null;
  if (own) throw refused(own.hostPort, 'is where Gantry itself listens');
  // Ports of what is hidden from the caller are taken as well.
  const clash = await findClash(organizationScopeOf(scope, scope.organizationId).db, check);
  if (!clash) return;
  const isHidden = (await hiddenApplications(scope, [clash.uuid])).has(clash.uuid);
  throw refused(
    clash.hostPort,
    `is mapped by ${isHidden ? 'another application' : `the application ${clash.name}`}`,
  );
}

/**
 * Looks once more where nobody can come in between: whoever maps ports of the same server waits here until the other
 * transaction ends. @throws AppError 422
 */
export async function claimPorts(tx: ScopedModels, check: PortsCheck): Promise<void> {
  const serverId = check.server.id;
  await tx.destination.updateMany({ where: { serverId }, data: { serverId } }); // changes nothing, and locks the rows
  const clash = await findClash(tx, check);
  if (clash) throw refused(clash.hostPort, 'is mapped by another application');
}

async function findClash(db: ScopedModels, { server, portsMappings, workloadId }: PortsCheck) {
  const wanted = parsePortsMappings(portsMappings) ?? [];
  const others = await db.application.findMany({
    where: {
      workload: { destination: { serverId: server.id } },
      portsMappings: { not: null },
      ...(workloadId === null ? {} : { id: { not: workloadId } }),
    },
    select: { portsMappings: true, workload: { select: { uuid: true, name: true } } },
  });
  for (const { portsMappings: theirs, workload } of others) {
    const clash = firstOverlap(wanted, parsePortsMappings(theirs ?? '') ?? []);
    if (clash) return { ...workload, hostPort: clash.hostPort };
  }
  return null;
}

/** The port Gantry listens on, and the one of its public URL, which a proxy before it may hold. */
function isPanelPort({ installation }: Pick<Scope, 'installation'>, port: number): boolean {
  const { protocol, port: named } = new URL(installation.publicUrl);
  const ofScheme = protocol === 'https:' ? 443 : 80;
  return port === installation.port || port === (named === '' ? ofScheme : Number(named));
}

function refused(port: number, reason: string) {
  return invalidField('ports_mappings', `The port ${port} of the server ${reason}.`);
}
