import type { Destination } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** A destination with its server. */
export interface DestinationOnServer extends Destination {
  server: { uuid: string; name: string; networkPool: string };
}

export const withServer = { server: { select: { uuid: true, name: true, networkPool: true } } } as const;

/** Get the destination of this organization, or 404. */
export async function findDestination(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<DestinationOnServer> {
  requirePublicId(uuid, 'Destination');
  const destination = await scope.db.destination.findUnique({ where: { uuid }, include: withServer });
  if (!destination) throw notFound('Destination');
  return destination;
}
