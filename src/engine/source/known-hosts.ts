import { parseGitRepository } from '../../domain/input/git/git-repository';
import { MalformedMessage, WireReader } from '../../transport/agent/ssh-wire';
import { isWellKnownHost, wellKnownHostLines } from './well-known-hosts';

/** Most keys kept for one host: a server has one of each type. */
const mostKeys = 4;
const keyTypes = new Set([
  'ssh-ed25519',
  ...['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  'ssh-rsa',
]);
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Get the name of a repository's host in known_hosts (sshd(8)); null for a repository that is not fetched by SSH. */
export function knownHostsName(repositoryUrl: string): string | null {
  const repository = parseGitRepository(repositoryUrl);
  if (repository?.transport !== 'ssh') return null;
  const { host, port } = repository;
  return port === null || port === 22 ? host : `[${host}]:${port}`;
}

/**
 * Keep the lines of exactly this host with a plain public key. Servers write the file, so nothing else in it is
 * trusted: no marker, pattern, list of names, hashed name, option, certificate or line of another host.
 */
export function hostLines(knownHosts: string, name: string): string[] {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const line of knownHosts.split('\n')) {
    const [host, type = '', key = '', ...more] = line.trimEnd().split(' ');
    if (host !== name || more.length > 0 || seen.has(type) || !isPlainKey(type, key)) continue;
    seen.add(type);
    lines.push(`${host} ${type} ${key}`);
    if (lines.length === mostKeys) break;
  }
  return lines;
}

/** Get the keys from lines of `hostLines`. */
export function keysOf(lines: readonly string[]): string[] {
  return lines.map((line) => line.split(' ')[2] ?? '');
}

/**
 * Write the known_hosts of a deployment: the published keys of large providers, and the organization's pins of other
 * hosts. A pin of a provider is ignored.
 */
export function knownHostsFile(pins: readonly { host: string; line: string }[]): string {
  const pinned = pins.filter(({ host }) => !isWellKnownHost(host));
  const lines = [...wellKnownHostLines, ...pinned.flatMap(({ host, line }) => hostLines(line, host))];
  return lines.map((line) => `${line}\n`).join('');
}

function isPlainKey(type: string, key: string): boolean {
  if (!keyTypes.has(type) || !base64.test(key)) return false;
  try {
    const reader = new WireReader(Buffer.from(key, 'base64'));
    if (reader.name() !== type) return false;
    reader.string();
    if (type !== 'ssh-ed25519') reader.string();
    reader.end();
    return true;
  } catch (error) {
    if (error instanceof MalformedMessage) return false;
    throw error;
  }
}
