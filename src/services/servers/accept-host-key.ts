import { acceptPresentedHostKey } from '../../db/queries/accept-host-key';
import { AppError, invalidField } from '../../domain/error';
import { serverCan } from '../../domain/states';
import type { Scope } from '../context';
import { findServer } from './find';
import { enqueueValidation } from './request-validation';

/**
 * Pin the key that a machine presented instead of the pinned one, and validate again (deployment contract D2.4).
 * @param fingerprint the key that the owner accepts; another one may have been presented since
 */
export async function acceptHostKey(scope: Scope, uuid: string, fingerprint: string): Promise<void> {
  if (scope.principal.role !== 'owner')
    throw new AppError('forbidden', 'Only an owner can accept a changed host key.');
  const server = await findServer(scope, uuid);
  if (!serverCan.acceptHostKey(server.state))
    throw new AppError('conflict', 'The host key of this server has not changed.');
  const accepted = await acceptPresentedHostKey(scope.database.pool, server, fingerprint);
  if (!accepted) throw invalidField('fingerprint', 'The machine has presented a different key.');
  await enqueueValidation(scope, server, false);
}
