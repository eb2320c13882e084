import { AppError } from '../../domain/error';
import type { Host, HostTarget } from '../../engine/machines';
import type { Services } from '../context';
import { openPrivateKey } from '../private-keys/sealed';
import type { ServerWithKey } from './find';

/** Everything a connection to this server depends on. The private key is opened here and nowhere else for this purpose. */
export function targetOf(services: Pick<Services, 'database'>, server: ServerWithKey): HostTarget {
  return {
    serverUuid: server.uuid,
    address: server.ip,
    port: server.port,
    user: server.user,
    privateKey: openPrivateKey(services.database.sealer, server.privateKey),
    hostKey: server.hostKey,
    connectTimeoutSeconds: server.connectionTimeout,
  };
}

/**
 * The machine behind a server row; nothing is connected until something is asked of it.
 * @throws AppError `conflict` when the machine presented another host key than the pinned one (both fingerprints are
 *   in the message), `precondition_failed` when no key is pinned yet
 */
export function hostOf(services: Pick<Services, 'database' | 'hosts'>, server: ServerWithKey): Host {
  refuseBlocked(server);
  if (server.hostKey === null)
    throw new AppError(
      'precondition_failed',
      `The server ${server.name} has not been validated yet. Validate it first.`,
    );
  return services.hosts.host(targetOf(services, server));
}

/** Deployment contract D2.4: a changed host key stops everything on that server until an owner accepts it. */
export function refuseBlocked(server: ServerWithKey): void {
  if (server.state !== 'blocked') return;
  throw new AppError('conflict', blockedMessage(server), {
    body: {
      expected_fingerprint: server.hostKeyFingerprint,
      presented_fingerprint: server.presentedHostKeyFingerprint,
    },
  });
}

/** Shown wherever a blocked server is used: both fingerprints, and who can lift the block. */
export function blockedMessage(
  server: Pick<ServerWithKey, 'name' | 'hostKeyFingerprint' | 'presentedHostKeyFingerprint'>,
): string {
  return (
    `The server ${server.name} is blocked: its host key changed. ` +
    `Pinned: ${server.hostKeyFingerprint ?? 'none'}. Presented: ${server.presentedHostKeyFingerprint ?? 'unknown'}. ` +
    'If the machine was reinstalled, an owner can accept the new key; if it was not, somebody may be in between.'
  );
}
