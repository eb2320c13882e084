import { ConnectFailure, type ConnectFailureKind } from './failures';

interface Endpoint {
  address: string;
  port: number;
  user: string;
  connectTimeoutSeconds: number;
}

const hints: Record<ConnectFailureKind, (at: Endpoint) => string> = {
  dns: (at) => `The host name ${at.address} does not resolve. Check the server’s address or its DNS record.`,
  timeout: (at) =>
    `${at.address}:${at.port} did not respond within ${at.connectTimeoutSeconds} s. ` +
    'Check that the machine is on and that its firewall allows connections from Gantry.',
  unreachable: (at) => `${at.address} cannot be reached from Gantry. Check the address and the network.`,
  refused: (at) =>
    `Nothing listens on ${at.address}:${at.port}. Check the port, and that sshd is running on the machine.`,
  authentication: (at) =>
    `${at.address} refused the key for user ${at.user}. ` +
    'Add the public key to ~/.ssh/authorized_keys of that user, or choose another key or user.',
  key_exchange: (at) =>
    `${at.address} and Gantry have no SSH algorithm in common. Update OpenSSH on the machine (7.4 or later).`,
  not_ssh: (at) =>
    `${at.address}:${at.port} does not respond with SSH. Check the port and the load on the machine.`,
  private_key: () => 'The private key of this server cannot be read. Choose another key.',
  closed: (at) =>
    `${at.address}:${at.port} closed the connection before signing in. ` +
    'Check that sshd listens on this port, and its access rules (MaxStartups, fail2ban).',
};

/** Node's system error codes (errno(3), getaddrinfo(3)). */
const kindOfCode: Record<string, ConnectFailureKind> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
};

/** Get what Node and ssh2 add to an Error; an address with several records fails with an error per record. */
function factsOf(error: unknown): { code: string; level: string; message: string } {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return { code: '', level: '', message: String(first) };
  const code = 'code' in first && typeof first.code === 'string' ? first.code : '';
  const level = 'level' in first && typeof first.level === 'string' ? first.level : '';
  return { code, level, message: first.message };
}

function kindOf(error: unknown): ConnectFailureKind {
  const { code, level, message } = factsOf(error);
  const byCode = kindOfCode[code];
  if (byCode) return byCode;
  if (level === 'client-authentication') return 'authentication';
  if (level === 'client-timeout') return 'timeout';
  if (/parse privateKey|privateKey value/.test(message)) return 'private_key';
  if (/no matching|KEX|handshake failed/i.test(message)) return 'key_exchange';
  if (/identification|protocol|greeting/i.test(message)) return 'not_ssh';
  return 'closed';
}

/**
 * Classify an error of ssh2 or the socket while connecting.
 * @param silent the TCP connection was made, but no SSH data came over it
 */
export function connectFailure(error: unknown, endpoint: Endpoint, silent = false): ConnectFailure {
  const reported = kindOf(error);
  const kind = reported === 'timeout' && silent ? 'not_ssh' : reported;
  return new ConnectFailure(kind, hints[kind](endpoint), error);
}

/** Make the error for a machine whose name has no address. */
export function unresolved(endpoint: Endpoint): ConnectFailure {
  return new ConnectFailure('dns', hints.dns(endpoint));
}
