import { isUniqueViolation } from '../../db/violations';
import { AppError, invalidField } from '../../domain/error';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { type DestinationOnServer, withServer } from './find';

/** Create a destination on a server. Its networks are created when something is deployed to them. */
export async function createDestination(
  scope: Scope,
  serverUuid: string,
  { name, network }: { name?: string; network: string },
): Promise<DestinationOnServer> {
  const { organizationId } = scope;
  const server = await findServer(scope, serverUuid);
  if (server.isBuildServer) throw invalidField('server_uuid', 'A build server cannot run resources.');
  try {
    const destination = await scope.db.destination.create({
      data: { uuid: newUuid(), organizationId, serverId: server.id, name: name ?? network, network },
      include: withServer,
    });
    await changed(scope, 'server', serverUuid);
    return destination;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'A destination with this network already exists on the server.', {
      cause: error,
    });
  }
}
