import { AppError } from '../../domain/error';

/** Thrown when the machine presented another host key than the pinned one. Nothing was sent to it. */
export class HostKeyMismatch extends AppError {
  readonly expected: string;
  readonly presented: string;

  /** @param expected @param presented fingerprints in OpenSSH's form, `SHA256:…` */
  constructor(address: string, expected: string, presented: string) {
    super(
      'conflict',
      `The host key of ${address} has changed: pinned is ${expected}, presented is ${presented}. ` +
        'If the machine was reinstalled, an owner must accept the new key on the server’s page; ' +
        'if not, another machine may be impersonating it.',
      { body: { expected_fingerprint: expected, presented_fingerprint: presented } },
    );
    this.name = 'HostKeyMismatch';
    this.expected = expected;
    this.presented = presented;
  }
}

/** Thrown when the connection ended while something was running on it. Work that must survive this is a job. */
export class ConnectionLost extends AppError {
  constructor(address: string, doing: string, cause?: unknown) {
    super('unavailable', `The connection to ${address} was lost during "${doing}".`, { cause });
    this.name = 'ConnectionLost';
  }
}

/** Thrown when a socket on the machine, such as the proxy's, does not answer: its owner is down or just starting. */
export class NoAnswer extends AppError {
  constructor(socketPath: string, why: string, cause?: unknown) {
    super('unavailable', `${socketPath} does not respond: ${why}`, { cause });
    this.name = 'NoAnswer';
  }
}

/** Thrown when work on a machine exceeded its deadline. */
export class DeadlineExceeded extends AppError {
  /** @param deadlineMs milliseconds, or undefined when only the machine knows the limit */
  constructor(doing: string, deadlineMs?: number) {
    const limit = deadlineMs === undefined ? 'before its deadline' : `within ${deadlineMs / 1000} s`;
    super('unavailable', `"${doing}" did not finish ${limit}.`);
    this.name = 'DeadlineExceeded';
  }
}

/** Thrown when a connection could not be made; the message says what to do about it. */
export class ConnectFailure extends AppError {
  readonly kind: ConnectFailureKind;

  constructor(kind: ConnectFailureKind, message: string, cause?: unknown) {
    super('unavailable', message, { cause });
    this.name = 'ConnectFailure';
    this.kind = kind;
  }
}

export type ConnectFailureKind =
  | 'dns'
  | 'timeout'
  | 'unreachable'
  | 'refused'
  | 'authentication'
  | 'key_exchange'
  | 'not_ssh'
  | 'private_key'
  | 'closed';
