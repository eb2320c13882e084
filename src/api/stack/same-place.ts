import { AppError } from '../../domain/error';
import type { StackRow } from '../../services/stacks/list';

interface Placed {
  project_uuid?: string | undefined;
  server_uuid?: string | undefined;
  environment_name?: string | null | undefined;
  environment_uuid?: string | null | undefined;
  destination_uuid?: string | null | undefined;
}

/** Where a service is may be sent, and does not change (coolify-api §3.4). @throws AppError 422 for another place */
export function requireSamePlace(row: StackRow, sent: Placed): void {
  const stored: Required<Placed> = {
    project_uuid: row.projectUuid,
    server_uuid: row.serverUuid,
    environment_name: row.environmentName,
    environment_uuid: row.environmentUuid,
    destination_uuid: row.destinationUuid,
  };
  const names = [
    'project_uuid',
    'server_uuid',
    'environment_name',
    'environment_uuid',
    'destination_uuid',
  ] as const;
  const other = names.filter((name) => (sent[name] ?? stored[name]) !== stored[name]);
  if (other.length === 0) return;
  throw new AppError('validation_failed', 'Validation failed.', {
    fields: Object.fromEntries(other.map((name) => [name, ['A service stays where it is.']])),
  });
}
