import { createPrivateKey } from 'node:crypto';
import sshpk from 'sshpk';
import { AppError } from '../domain/error';
import { Secret } from '../domain/secret';

/** A parsed private key: encoded again, never the pasted bytes. */
export interface SshKey {
  /** OpenSSH format, without a passphrase. */
  privateKey: Secret;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  publicKey: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  fingerprint: string;
}

const MIN_RSA_BITS = 2048;
/** Most bytes of a length, which Node reads as one number; no key comes close. */
const maxLengthBytes = 6;
const ECDSA_CURVES = new Set(['nistp256', 'nistp384', 'nistp521']);

/**
 * Parse one PEM block (OpenSSH, PKCS#1, PKCS#8, SEC 1) and encode the key again.
 * @throws AppError `bad_request` with the reason, when it is not a usable key
 */
export function parseSshKey(pem: Secret): SshKey {
  const key = usable(parse(pem));
  refuseTrailingData(pem.reveal());
  return encode(key);
}

/** Generate an Ed25519 key. */
export function generateSshKey(): SshKey {
  return encode(sshpk.generatePrivateKey('ed25519'));
}

function parse(pem: Secret): sshpk.PrivateKey {
  const text = pem.reveal();
  try {
    return sshpk.parsePrivateKey(text, 'auto');
  } catch (error) {
    if (error instanceof sshpk.KeyEncryptedError)
      throw refusal('The key has a passphrase. Remove it first: ssh-keygen -p -f key -N ""');
    return parseWithNode(text, error);
  }
}

/**
 * Read PKCS#8 variants that sshpk does not know with Node's OpenSSL, which converts them to PKCS#1, SEC 1 or PKCS#8.
 */
function parseWithNode(text: string, first: unknown): sshpk.PrivateKey {
  try {
    const key = createPrivateKey({ key: text, format: 'pem' });
    const type =
      key.asymmetricKeyType === 'rsa' ? 'pkcs1' : key.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs8';
    return sshpk.parsePrivateKey(key.export({ format: 'pem', type }), 'pem');
  } catch {
    throw refusal('The text is not a readable private key.', first); // the first parser's error is about this format
  }
}

/** Refuse data after a DER value, which the parsers would ignore (hostile-inputs §3). */
function refuseTrailingData(pem: string): void {
  if (pem.startsWith('-----BEGIN OPENSSH')) return; // its parser checks the end itself
  const lines = pem.split('\n').filter((line) => !/^-----|:/.test(line));
  const der = Buffer.from(lines.join(''), 'base64');
  const length = derLength(der);
  if (length === null) throw refusal('The key is not in DER form.');
  if (der.length !== length) throw refusal('The key is followed by extra data.');
}

/**
 * Read the size of a DER value in bytes from its header: one type byte, then the length in short or long form (X.690
 * §8.1.3). null for BER's form without a length, which OpenSSL accepts, and for a length that no key has.
 */
function derLength(der: Buffer): number | null {
  const first = der.readUInt8(1);
  if (first < 0x80) return 2 + first;
  const lengthBytes = first & 0x7f;
  if (lengthBytes === 0 || lengthBytes > maxLengthBytes) return null;
  return 2 + lengthBytes + der.readUIntBE(2, lengthBytes);
}

function usable(key: sshpk.PrivateKey): sshpk.PrivateKey {
  if (key.type === 'rsa') {
    if (key.size < MIN_RSA_BITS)
      throw refusal(
        `The RSA key has ${key.size} bits; at least ${MIN_RSA_BITS} are needed. Create a new key: ssh-keygen -t ed25519`,
      );
  } else if (key.type === 'ecdsa') {
    if (!ECDSA_CURVES.has(key.curve ?? '')) throw refusal('The curve of this ECDSA key is not supported.');
  } else if (key.type !== 'ed25519') {
    throw refusal('Only RSA, ECDSA and Ed25519 keys are supported. Make a new key: ssh-keygen -t ed25519');
  }
  return key;
}

function encode(key: sshpk.PrivateKey): SshKey {
  key.comment = '';
  const publicKey = key.toPublic();
  publicKey.comment = '';
  return {
    privateKey: new Secret(key.toString('openssh')),
    publicKey: publicKey.toString('ssh').trim(),
    fingerprint: publicKey.fingerprint('sha256').toString('base64'),
  };
}

function refusal(message: string, cause?: unknown): AppError {
  return new AppError('bad_request', message, { cause });
}

/** Convert a stored key to PKCS#8 in PEM, which Node signs with. */
export function toPkcs8(key: Secret): Secret {
  return new Secret(sshpk.parsePrivateKey(key.reveal(), 'openssh').toString('pkcs8'));
}
