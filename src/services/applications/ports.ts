import { invalidField } from '../../domain/error';
import { mappingsOverlap, parsePortsMappings } from '../../domain/input/port-list';
import { organizationScopeOf, type Scope } from '../context';
import { isThisMachine } from '../servers/is-this-machine';
import { hiddenApplications } from './hidden';

export interface PortsCheck {
  server: { id: number; ip: string };
  portsMappings: string;
  /** The application that will have them, when it exists already. */
  applicationId: number | null;
}

/** Two cannot listen on the same port of a server (hostile-inputs row 11). @throws AppError 422 naming who has it */
export async function requireFreePorts(scope: Scope, check: PortsCheck): Promise<void> {
  const wanted = parsePortsMappings(check.portsMappings) ?? [];
  const ownPort = panelPort(scope);
  if (isThisMachine(check.server) && wanted.some(({ hostPort }) => hostPort === ownPort))
    throw refused(ownPort, 'is where Gantry itself listens');
  // Ports of what is hidden from the caller are taken as well.
  const { db } = organizationScopeOf(scope, scope.organizationId);
  const others = await db.application.findMany({
    where: {
      destination: { serverId: check.server.id },
      portsMappings: { not: null },
      ...(check.applicationId === null ? {} : { id: { not: check.applicationId } }),
    },
    select: { uuid: true, name: true, portsMappings: true },
  });
  for (const { uuid, name, portsMappings } of others) {
    const taken = parsePortsMappings(portsMappings ?? '') ?? [];
    const clash = wanted.find((mapping) => taken.some((other) => mappingsOverlap(mapping, other)));
    if (!clash) continue;
    const isHidden = (await hiddenApplications(scope, [uuid])).has(uuid);
    throw refused(
      clash.hostPort,
      `is mapped by ${isHidden ? 'another application' : `the application ${name}`}`,
    );
  }
}

/** The default port of the scheme when the public URL names none. */
function panelPort({ installation }: Pick<Scope, 'installation'>): number {
  const url = new URL(installation.publicUrl);
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function refused(port: number, reason: string) {
  return invalidField('ports_mappings', `The port ${port} of the server ${reason}.`);
}
