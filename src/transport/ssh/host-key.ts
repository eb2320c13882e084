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

/** Algorithms, best first; signature algorithms of the same key type are adjacent. */
const PREFERENCE: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** Read the type from a key blob: a string after a 32-bit length (RFC 4251, 5). */
function keyType(blob: Buffer): string {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  return blob.subarray(4, 4 + length).toString('latin1');
}

export function describeHostKey(blob: Buffer): HostKey {
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { key: blob.toString('base64'), type: keyType(blob), fingerprint: `SHA256:${digest}` };
}

/**
 * List the algorithms to request, that of the pinned type first: a machine has one key per type, to be compared with
 * it.
 */
export function hostKeyAlgorithms(pinned: string | null): ServerHostKeyAlgorithm[] {
  if (pinned === null) return PREFERENCE;
  const type = keyType(Buffer.from(pinned, 'base64'));
  const isPinned = (name: string) => name === type || (type === 'ssh-rsa' && name.startsWith('rsa-'));
  return [...PREFERENCE.filter(isPinned), ...PREFERENCE.filter((name) => !isPinned(name))];
}

/**
 * Read a machine's host key and disconnect before signing in. For the first pin and for showing the fingerprint.
 * @param timeoutMs milliseconds until the machine counts as unreachable
 * @param pinned the key to compare with, if any: a key of the same type is requested
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
