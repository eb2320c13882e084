import { Secret } from '../../domain/secret';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { DatabaseKind, DatabaseSettings } from './types';

/** Certificate and key of a server, and the authority by which clients check it. */
export interface TlsMaterial {
  authority: string;
  certificate: string;
  key: Secret;
}

/** Folder where the files are mounted, readable only by root. */
export const mountedTlsFolder = '/etc/gantry-tls';
/** Folder of the engine's copies, owned by its account: PostgreSQL refuses a key that others can read. */
export const tlsFolder = '/run/gantry-tls';

export const tlsPaths = {
  authority: `${tlsFolder}/ca.crt`,
  certificate: `${tlsFolder}/server.crt`,
  key: `${tlsFolder}/server.key`,
  /** Certificate and key in one file, as MongoDB takes them. */
  both: `${tlsFolder}/server.pem`,
};

/**
 * Arguments: `<account> <entrypoint of the image> <its arguments>…`. Runs as root, because only the image knows the
 * account's id.
 */
const deliver = `account=$1 entrypoint=$2
shift 2
mkdir -p -m 700 ${tlsFolder}
(
  umask 077
  cp -f ${mountedTlsFolder}/* ${tlsFolder}/
  cat ${tlsPaths.certificate} ${tlsPaths.key} >${tlsPaths.both}
)
chown -R "$account" ${tlsFolder}
exec "$entrypoint" "$@"`;

/** Say how a container starts: with TLS, the engine's account first gets its key. */
export function startOf(
  kind: DatabaseKind,
  settings: DatabaseSettings,
): { entrypoint?: readonly string[]; command: readonly string[] | null } {
  if (!settings.tls) return { command: kind.command(settings) };
  const { account, entrypoint, command } = kind.tls;
  return {
    entrypoint: ['sh', '-ec', deliver, 'gantry-tls', account, entrypoint],
    command: command(settings),
  };
}

/** List the files of a container whose database has TLS. */
export function tlsFiles({ authority, certificate, key }: TlsMaterial): FileSpec[] {
  const file = (name: string, content: Secret): FileSpec => ({
    target: `${mountedTlsFolder}/${name}`,
    content,
    mode: 0o400,
  });
  return [
    file('ca.crt', new Secret(authority)),
    file('server.crt', new Secret(certificate)),
    file('server.key', key),
  ];
}

/** Get the port that clients connect to. */
export function portOf(kind: DatabaseKind, { tls }: Pick<DatabaseSettings, 'tls'>): number {
  return tls ? kind.tls.port : kind.port;
}
