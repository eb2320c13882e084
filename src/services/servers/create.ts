import type { ProxyKind, Server } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findPrivateKey } from '../private-keys/find';
import { addressInUse, requireServerAddress } from './address';
import { proxyColumns } from './change-proxy';
import { defaultDestination } from './destination';
import { enqueueValidation } from './request-validation';

export interface NewServer {
  name?: string;
  description: string | null;
  ip: string;
  port?: number;
  user?: string;
  privateKeyUuid: string;
  isBuildServer?: boolean;
  proxyKind?: ProxyKind;
  /** Fingerprint that a user confirmed beforehand; the first validation pins only this key. */
  hostKeyFingerprint: string | null;
  validateNow: boolean;
}

export async function createServer(scope: Scope, input: NewServer): Promise<Server> {
  const { organizationId } = scope;
  const { privateKeyUuid, validateNow, ...columns } = input;
  const key = await findPrivateKey(scope, privateKeyUuid);
  await requireServerAddress(scope, input.ip);
  const server = await refuseAddressInUse(
    scope.db.server.create({
      data: {
        ...columns,
        ...proxyColumns(columns.proxyKind),
        uuid: newUuid(),
        organizationId,
        name: input.name ?? input.ip,
        privateKeyId: key.id,
        destinations: { create: defaultDestination(organizationId) },
      },
    }),
  );
  await changed(scope, 'server', server.uuid);
  if (validateNow) await enqueueValidation(scope, server, false);
  return server;
}

/**
 * Write a server, or refuse an address that the organization already has, whatever the port. The database decides, so
 * no race gets past.
 */
export async function refuseAddressInUse<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw isUniqueViolation(error) ? addressInUse(error) : error;
  }
}
