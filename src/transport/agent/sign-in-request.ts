import { WireReader } from './ssh-wire';

const USERAUTH_REQUEST = 50;
const HOST_BOUND = 'publickey-hostbound-v00@openssh.com';

/** The data that a client signs to sign in with a key (RFC 4252, section 7; OpenSSH PROTOCOL, section 1.8). */
export interface SignInRequest {
  sessionId: Buffer;
  user: string;
  /** Signature algorithm. */
  algorithm: string;
  keyBlob: Buffer;
  /** Key of the host to sign in to, if the method names it. */
  hostKey: Buffer | null;
}

/**
 * Read the data of a signature request; null for everything but a sign-in to `ssh-connection` with a public key.
 * @throws MalformedMessage
 */
export function readSignInRequest(data: Buffer): SignInRequest | null {
  const reader = new WireReader(data);
  const sessionId = reader.string();
  if (reader.byte() !== USERAUTH_REQUEST) return null;
  const user = reader.string().toString('utf8');
  const service = reader.name();
  const method = reader.name();
  const isSigned = reader.boolean();
  const algorithm = reader.name();
  const keyBlob = reader.string();
  const hostKey = method === HOST_BOUND ? reader.string() : null;
  reader.end();
  const isSignIn = service === 'ssh-connection' && (method === 'publickey' || hostKey !== null) && isSigned;
  return isSignIn ? { sessionId, user, algorithm, keyBlob, hostKey } : null;
}
