import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { type DestinationOnServer, withServer } from './find';

/** Destinations of the organization, oldest first. */
export function listDestinations(
  scope: Scope,
  page?: { skip: number; take: number },
): Promise<DestinationOnServer[]> {
  return scope.db.destination.findMany({ include: withServer, orderBy: { id: 'asc' }, ...page });
}

/** List the destinations of one server. */
export async function listOnServer(scope: Scope, serverUuid: string): Promise<DestinationOnServer[]> {
  const { id: serverId } = await findServer(scope, serverUuid);
  return scope.db.destination.findMany({ where: { serverId }, include: withServer, orderBy: { id: 'asc' } });
}
