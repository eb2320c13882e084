import { AppError } from '../../domain/error';
import type { Host, HostTarget } from '../../engine/server/host';
import { type CommandCause, recordedHost } from '../audit/recorded-host';
import type { OrganizationScope, Services } from '../context';
import { openPrivateKey } from '../private-keys/sealed';
import { locateServer } from './address';
import type { ServerWithKey } from './find';

/** The part of a scope needed to work on a machine. */
export type MachineScope = Pick<
  OrganizationScope,
  'database' | 'installation' | 'hosts' | 'clock' | 'log' | 'organizationId' | 'actorUserId'
>;

/** Everything that a connection to this server depends on. Only this opens the private key for connections. */
export function targetOf(
  services: Pick<Services, 'database' | 'installation'>,
  server: ServerWithKey,
): HostTarget {
  return {
    serverUuid: server.uuid,
    address: server.ip,
    locate: () => locateServer(services, server),
    port: server.port,
    user: server.user,
    privateKey: openPrivateKey(services.database.sealer, server.privateKey),
    hostKey: server.hostKey,
    connectTimeoutSeconds: server.connectionTimeout,
  };
}

/**
 * Get the machine behind a server row; nothing is connected until it is used.
 * @throws AppError `conflict` when the machine presented another host key than the pinned one (the message has both
 *   fingerprints), `precondition_failed` when no key is pinned yet
 */
export function hostOf(scope: MachineScope, server: ServerWithKey, cause?: CommandCause): Host {
  return recordedOn(scope, server, unrecordedHostOf(scope, server), cause);
}

/** Get the machine for sweeps, which repeat all day and change nothing: their rows would flood the audit trail. */
export function unrecordedHostOf(
  services: Pick<Services, 'database' | 'installation' | 'hosts'>,
  server: ServerWithKey,
): Host {
  requireWorkable(server);
  return services.hosts.host(targetOf(services, server));
}

/** Record an audit row for every command on a machine: about `cause`, or about the server itself. */
export function recordedOn(
  scope: Omit<MachineScope, 'hosts' | 'installation'>,
  server: Pick<ServerWithKey, 'uuid' | 'ip'>,
  host: Host,
  cause: CommandCause = { targetType: 'server', targetUuid: server.uuid },
): Host {
  return recordedHost(scope, server.ip, host, cause);
}

/**
 * Require that a server can be worked on.
 * @throws AppError `conflict` for a blocked server, `precondition_failed` for one without a pinned key
 */
export function requireWorkable(server: ServerWithKey): void {
  refuseBlocked(server);
  if (server.hostKey === null)
    throw new AppError(
      'precondition_failed',
      `The server ${server.name} has not been validated yet. Validate it first.`,
    );
}

/**
 * Refuse a blocked server: a changed host key stops everything on it until an owner accepts it (deployment contract
 * D2.4).
 */
export function refuseBlocked(server: ServerWithKey): void {
  if (server.state !== 'blocked') return;
  throw new AppError('conflict', blockedMessage(server), {
    body: {
      expected_fingerprint: server.hostKeyFingerprint,
      presented_fingerprint: server.presentedHostKeyFingerprint,
    },
  });
}

/** The message wherever a blocked server is used: both fingerprints, and who can lift the block. */
export function blockedMessage(
  server: Pick<ServerWithKey, 'name' | 'hostKeyFingerprint' | 'presentedHostKeyFingerprint'>,
): string {
  return (
    `The server ${server.name} is blocked: its host key changed. ` +
    `Pinned: ${server.hostKeyFingerprint ?? 'none'}. Presented: ${server.presentedHostKeyFingerprint ?? 'unknown'}. ` +
    'If the machine was reinstalled, an owner can accept the new key; if not, another machine may be impersonating it.'
  );
}
