import { Secret } from '../../domain/secret';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { DatabaseKind, DatabaseSettings } from './types';

/** The files that a server shows to its clients, and those by which they check it. */
export interface TlsMaterial {
  authority: string;
  certificate: string;
  key: Secret;
}

/** Folder of the files as they are mounted: only root reads them. */
export const mountedTlsFolder = '/etc/gantry-tls';
/** Folder of the copies for the engine, whose account owns them: PostgreSQL refuses a key that others could read. */
export const tlsFolder = '/run/gantry-tls';

export const tlsPaths = {
  authority: `${tlsFolder}/ca.crt`,
  certificate: `${tlsFolder}/server.crt`,
  key: `${tlsFolder}/server.key`,
  /** Certificate and key in one, as MongoDB takes them. */
  both: `${tlsFolder}/server.pem`,
};

/** `<account> <entrypoint of the image> <its arguments>…`, as root: the number of the account is known in the image alone. */
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

/** The way in which a container starts: with TLS, its key goes to the account of the engine first. */
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

/** The files of a container whose database has TLS. */
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

/** The port at which clients find a database. */
export function portOf(kind: DatabaseKind, { tls }: Pick<DatabaseSettings, 'tls'>): number {
  return tls ? kind.tls.port : kind.port;
}
