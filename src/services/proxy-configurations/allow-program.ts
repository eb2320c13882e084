import type { ProxyKind } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { findCurrent, openContent } from './stored';

/**
 * Refuse a proxy that does not support the active custom part: user configuration is never dropped silently.
 * @throws AppError `conflict`, 404
 */
export async function requireNoCustomPart(
  scope: Scope,
  uuid: string,
  kind: ProxyKind | undefined,
): Promise<void> {
  if (kind === undefined || kind !== 'traefik') return;
  const server = await findServer(scope, uuid);
  const current = await findCurrent(scope, server.id);
  if (current === null || openContent(scope.database.sealer, current).trim() === '') return;
  throw new AppError(
    'conflict',
    'The proxy of this server has a custom configuration, which Traefik does not support. Save an empty one first.',
  );
}
