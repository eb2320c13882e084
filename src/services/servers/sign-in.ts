import { AppError, errorMessage } from '../../domain/error';
import type { ValidationStep } from '../../domain/validation-step';
import type { Host } from '../../engine/server/host';
import { type HostKey, presentedHostKey } from '../../engine/server/host-key';
import { signIn as signInTo } from '../../engine/server/sign-in';
import type { OrganizationScope } from '../context';
import { locateServer } from './address';
import type { ServerWithKey } from './find';
import { recordedOn, targetOf } from './host';
import { loginAdvice } from './login-advice';
import type { ValidationRecord } from './validation-steps';

const SIGN_IN_DEADLINE_MS = 30_000;

/** Thrown when the machine presented another key than the pinned or confirmed one. */
export class HostKeyChanged extends AppError {
  constructor(
    readonly presented: HostKey,
    expected: string,
  ) {
    super(
      'conflict',
      `The host key is not the expected one. Expected: ${expected}. Presented: ${presented.fingerprint}.`,
    );
    this.name = 'HostKeyChanged';
  }
}

/**
 * Run the first steps of a validation, up to a command on the machine. Nothing is sent to a machine with an unexpected
 * key.
 * @returns the machine, and the key it presented (to be pinned when there was none)
 * @throws ValidationStopped; its cause is a HostKeyChanged when the key is another one
 */
export async function signIn(
  scope: OrganizationScope,
  server: ServerWithKey,
  record: ValidationRecord,
): Promise<{ host: Host; hostKey: HostKey }> {
  const { addresses } = await record.run('address', 'Address', () => resolveAddress(scope, server), explain);
  const { key } = await record.run('connection', 'SSH connection', () => scan(server, addresses), explain);
  await record.run('host_key', 'Host key', async () => compare(server, key), explainHostKey);
  const judged = { hostKey: key.key, locate: async () => addresses };
  const reached = scope.hosts.host({ ...targetOf(scope, server), ...judged });
  const host = recordedOn(scope, server, reached);
  await record.run(
    'login',
    'Sign-in',
    () => runNothing(host, server),
    (error) => ({
      detail: errorMessage(error),
      fix: loginAdvice(error, server),
    }),
  );
  return { host, hostKey: key };
}

async function resolveAddress(scope: OrganizationScope, server: ServerWithKey) {
  const addresses = await locateServer(scope, server);
  if (addresses.length > 0) return { addresses, detail: addresses.join(', ') };
  throw new AppError(
    'bad_request',
    `The host name ${server.ip} does not resolve. Check the server’s address or its DNS record.`,
  );
}

async function scan(server: ServerWithKey, addresses: readonly string[]) {
  const timeoutMs = server.connectionTimeout * 1000;
  const key = await presentedHostKey(addresses, { port: server.port, timeoutMs, pinned: server.hostKey });
  return { key, detail: `Port ${server.port} answers` };
}

/**
 * Compare the presented key with the pinned one or, before the first pin, with the fingerprint that a user confirmed.
 */
function compare(server: ServerWithKey, presented: HostKey) {
  const isExpected =
    server.hostKey === null
      ? server.hostKeyFingerprint === null || server.hostKeyFingerprint === presented.fingerprint
      : server.hostKey === presented.key;
  if (!isExpected) throw new HostKeyChanged(presented, server.hostKeyFingerprint ?? 'a different key');
  return { detail: `${presented.type} ${presented.fingerprint}` };
}

async function runNothing(host: Host, server: ServerWithKey) {
  await signInTo(host, SIGN_IN_DEADLINE_MS);
  return { detail: `Signed in as ${server.user}` };
}

function explain(error: unknown): Pick<ValidationStep, 'detail' | 'fix'> {
  return { detail: errorMessage(error), fix: null };
}

function explainHostKey(error: unknown) {
  return {
    detail: errorMessage(error),
    fix: 'If the machine was reinstalled, an owner can accept the new key. If not, another machine may be impersonating it.',
  };
}
