import { createHash } from 'node:crypto';
import { Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { connectFailure } from './connect-failure';

/** The public key of a machine. */
export interface HostKey {
  /** OpenSSH blob (RFC 4253, 6.6) in base64. */
  key: string;
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, … */
  type: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  fingerprint: string;
}

/** Algorithms, best first; the signature algorithms of one key type are together. */
const PREFERENCE: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** Read the type out of a key blob: a string with a 32-bit length in front (RFC 4251, 5). */
function keyType(blob: Buffer): string {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  return blob.subarray(4, 4 + length).toString('latin1');
}

export function describeHostKey(blob: Buffer): HostKey {
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { key: blob.toString('base64'), type: keyType(blob), fingerprint: `SHA256:${digest}` };
}

/** The algorithms to ask for, that of the pinned type first: a machine has one key per type, to be compared with it. */
export function hostKeyAlgorithms(pinned: string | null): ServerHostKeyAlgorithm[] {
  if (pinned === null) return PREFERENCE;
  const type = keyType(Buffer.from(pinned, 'base64'));
  const isPinned = (name: string) => name === type || (type === 'ssh-rsa' && name.startsWith('rsa-'));
  return [...PREFERENCE.filter(isPinned), ...PREFERENCE.filter((name) => !isPinned(name))];
}

/**
 * Ask a machine for its host key and hang up before signing in. For the first pin and for showing the fingerprint.
 * @param timeoutMs milliseconds until the machine counts as unreachable
 * @param pinned the key to compare with, if any: the machine is asked for one of the same type
 * @throws ConnectFailure
 */
export function scanHostKey(
  address: string,
  port: number,
  timeoutMs: number,
  pinned: string | null = null,
): Promise<HostKey> {
  const client = new Client();
  const endpoint = { address, port, user: 'gantry', connectTimeoutSeconds: timeoutMs / 1000 };
  return new Promise<HostKey>((resolve, reject) => {
    client.on('error', (error) => reject(connectFailure(error, endpoint)));
    client.on('close', () => reject(connectFailure(new Error('closed'), endpoint)));
    client.connect({
      host: address,
      port,
      username: endpoint.user,
      readyTimeout: timeoutMs,
      algorithms: { serverHostKey: hostKeyAlgorithms(pinned) },
      hostVerifier: (blob: Buffer) => {
        resolve(describeHostKey(blob));
        return false;
      },
    });
  }).finally(() => client.destroy());
}
