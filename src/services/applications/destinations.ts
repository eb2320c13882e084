import { AppError, invalidField, notFound } from '../../domain/error';
import type { Scope } from '../context';
import { type DestinationOnServer, findDestination, withServer } from '../destinations/find';
import { findWorkload } from '../workloads/find';

/** List the destinations of an application: only the one on which it runs (decision 114). */
export async function listApplicationDestinations(
  scope: Scope,
  uuid: string,
): Promise<DestinationOnServer[]> {
  const { destinationId } = await findWorkload(scope, 'application', uuid);
  return scope.db.destination.findMany({ where: { id: destinationId }, include: withServer });
}

/**
 * Refuse an additional destination.
 * @throws AppError 404 for one that the caller cannot see · 409 for the one on which the application runs · 422
 */
export async function refuseFurtherDestination(
  scope: Scope,
  uuid: string,
  destinationUuid: string,
): Promise<never> {
  if (await isItsOwn(scope, uuid, destinationUuid))
    throw new AppError('conflict', 'The application already exists there.');
  throw invalidField(
    'destination_uuid',
    'An application runs at one destination. Clone it to also run it at another one.',
  );
}

/** Refuse to remove a destination. @throws AppError 404 for one that the application does not have · 422 */
export async function refuseToRemoveDestination(
  scope: Scope,
  uuid: string,
  destinationUuid: string,
): Promise<never> {
  if (!(await isItsOwn(scope, uuid, destinationUuid))) throw notFound('Destination');
  throw invalidField(
    'destination_uuid',
    'An application cannot be without a destination. Clone it to another one, then delete it here.',
  );
}

async function isItsOwn(scope: Scope, uuid: string, destinationUuid: string): Promise<boolean> {
  const { destinationId } = await findWorkload(scope, 'application', uuid);
  const { id } = await findDestination(scope, destinationUuid);
  return id === destinationId;
}
