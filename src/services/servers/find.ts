import type { PrivateKey, Server } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** A server with the private key to reach it. */
export type ServerWithKey = Server & { privateKey: PrivateKey };

/** Get the server of this organization, or 404. */
export async function findServer(scope: Pick<OrganizationScope, 'db'>, uuid: string): Promise<ServerWithKey> {
  requirePublicId(uuid, 'Server');
  const server = await scope.db.server.findUnique({ where: { uuid }, include: { privateKey: true } });
  if (!server) throw notFound('Server');
  return server;
}
