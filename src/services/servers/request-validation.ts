import { AppError } from '../../domain/error';
import { serverCan } from '../../domain/states';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer, type ServerWithKey } from './find';
import { refuseBlocked } from './host';

/** Queue a validation. A second request replaces one that is still waiting. */
export async function requestValidation(scope: Scope, uuid: string, install: boolean): Promise<void> {
  const server = await findServer(scope, uuid);
  if (!serverCan.validate(server.state)) {
    refuseBlocked(server);
    throw new AppError('conflict', `A server that is ${server.state} cannot be validated.`);
  }
  await enqueueValidation(scope, server, install);
}

export async function enqueueValidation(
  scope: Pick<Scope, 'queue' | 'organizationId' | 'actorUserId' | 'changes'>,
  server: Pick<ServerWithKey, 'uuid'>,
  install: boolean,
): Promise<void> {
  const { organizationId, actorUserId } = scope;
  const payload = { organizationId, actorUserId, serverUuid: server.uuid, install };
  await scope.queue.enqueue('server.validate', payload, { key: `server.validate:${server.uuid}` });
  await changed(scope, 'server', server.uuid);
}
