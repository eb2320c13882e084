import { AppError } from '../../domain/error';
import { type PlaceFields, placeKeys } from './place-fields';

/** Place of a workload. */
interface Place {
  projectUuid: string;
  serverUuid: string;
  environmentName: string;
  environmentUuid: string;
  destinationUuid: string;
}

/** Whether a change names a place. */
export function namesPlace(sent: Partial<PlaceFields>): boolean {
  return placeKeys.some((name) => sent[name] !== undefined && sent[name] !== null);
}

/**
 * Require that a change keeps the place of a workload, which clients may send back (coolify-api §3.4).
 * @throws AppError 422 for another place
 */
export function requireSamePlace(row: Place, sent: Partial<PlaceFields>, noun: string): void {
  const stored: Required<PlaceFields> = {
    project_uuid: row.projectUuid,
    server_uuid: row.serverUuid,
    environment_name: row.environmentName,
    environment_uuid: row.environmentUuid,
    destination_uuid: row.destinationUuid,
  };
  const other = placeKeys.filter((name) => (sent[name] ?? stored[name]) !== stored[name]);
  if (other.length === 0) return;
  throw new AppError('validation_failed', 'Validation failed.', {
    fields: Object.fromEntries(
      other.map((name) => [name, [`${noun} cannot be changed here. Move or clone it instead.`]]),
    ),
  });
}
