import type { ScopedModels } from '../../db/scope';
import { isUniqueViolation } from '../../db/violations';
import { AppError, invalidField } from '../../domain/error';
import { parsePortsMappings } from '../../domain/input/address/port-list';
import { organizationScopeOf, type Scope } from '../context';
import { isThisMachine } from '../servers/is-this-machine';
import { isPanelPort } from '../servers/panel-port';
import { runsOn } from '../workloads/followers';

export interface PublicAccess {
  isPublic: boolean;
  publicPort: number | null;
}

export interface PublicPortCheck extends PublicAccess {
  server: { id: number; ip: string };
  /** null: the database is new. */
  workloadId: number | null;
  /** The component of a stack that the database is; absent: it is the workload itself. */
  component?: string;
}

/**
 * Refuse a public port that the database cannot have.
 * @throws AppError 422 when none is given, or it is Gantry's or an application's; 400 for that of another database
 */
export async function requirePublicPort(scope: Scope, check: PublicPortCheck): Promise<void> {
  const { isPublic, publicPort, server } = check;
  if (!isPublic) return;
  if (publicPort === null)
    throw invalidField('public_port', 'The public port field is required when is public is true.');
  if (isThisMachine(server) && isPanelPort(scope, publicPort))
    throw invalidField('public_port', `Port ${publicPort} of the server is used by Gantry itself.`);
  await requireFree(organizationScopeOf(scope, scope.organizationId).db, check);
}

/** Claim the port of a database in the transaction that writes it; none when it is not public. */
export async function claimPublicPort(
  tx: ScopedModels,
  check: PublicPortCheck & { workloadId: number },
): Promise<void> {
  const { workloadId, isPublic, publicPort, server, component = null } = check;
  // Changes nothing, but locks the rows: applications that map ports of the server wait here.
  await tx.destination.updateMany({ where: { serverId: server.id }, data: { serverId: server.id } });
  await tx.hostPort.deleteMany({ where: { workloadId, component } });
  if (!isPublic || publicPort === null) return;
  await requireFree(tx, check);
  const hostPorts = { create: { serverId: server.id, port: publicPort, component } };
  await tx.workload.update({ where: { id: workloadId }, data: { hostPorts } });
}

/** The error for a port that two claimed at the same time, from the table of taken ports. */
export function asPortConflict(error: unknown): unknown {
  return isUniqueViolation(error) ? portTaken(error) : error;
}

async function requireFree(db: ScopedModels, check: PublicPortCheck): Promise<void> {
  const { server, publicPort, workloadId, component = null } = check;
  const taken = await db.hostPort.findFirst({
    where: {
      serverId: server.id,
      port: publicPort ?? 0,
      ...(workloadId && { NOT: { workloadId, component } }),
    },
  });
  if (taken) throw portTaken();
  const mapped = await db.application.findMany({
    where: { workload: runsOn(server.id), portsMappings: { not: null } },
    select: { portsMappings: true },
  });
  const isMapped = mapped.some(({ portsMappings }) =>
    parsePortsMappings(portsMappings ?? '')?.some(
      ({ hostPort, protocol }) => hostPort === publicPort && protocol === 'tcp',
    ),
  );
  if (isMapped)
    throw invalidField('public_port', `Port ${publicPort} of the server is used by an application.`);
}

function portTaken(cause?: unknown): AppError {
  return new AppError('bad_request', 'Public port already used by another database.', { cause });
}
