import { type BaseAgent, Client } from 'ssh2';
import { AppError } from '../../domain/error';
import { connectFailure, unresolved } from './connect-failure';
import { dial } from './dial';
import { HostKeyMismatch } from './failures';
import { describeHostKey, hostKeyAlgorithms } from './host-key';
import type { HostTarget } from './target';

const KEEP_ALIVE_MS = 20_000;
/** Unanswered keep-alives after which the connection counts as dead. */
const KEEP_ALIVE_COUNT = 3;

/**
 * Sign in to a machine whose host key is pinned.
 * @param agent offered to remote programs by agent forwarding; never used for this sign-in
 * @throws HostKeyMismatch when another key is presented, what `locate` throws, ConnectFailure for everything else
 */
export async function connect(target: HostTarget, agent?: BaseAgent): Promise<Client> {
  const { hostKey } = target;
  if (hostKey === null) {
    throw new AppError(
      'precondition_failed',
      `The host key of ${target.address} is not pinned yet. Validate the server first.`,
    );
  }
  const addresses = await target.locate();
  if (addresses.length === 0) throw unresolved(target);
  const client = new Client();
  let presented: Buffer | undefined;
  let reached = false;
  const failed = (error: unknown) =>
    presented && presented.toString('base64') !== hostKey
      ? mismatch(target.address, hostKey, presented)
      : connectFailure(error, target, reached && presented === undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => {
        reached = true;
        // Small packets follow each other here, and none may wait for the machine's acknowledgement of the previous
        // one (40 ms).
        client.setNoDelay(true);
      });
      client.once('ready', resolve);
      client.on('error', (error) => reject(failed(error)));
      client.on('close', () => reject(failed(new Error('closed'))));
      client.connect({
        sock: dial(addresses, target.port),
        username: target.user,
        privateKey: target.privateKey.reveal(),
        // Without a list, ssh2 would also try the forwarded agent's key, which belongs to a Git host.
        authHandler: ['publickey'],
        agent,
        agentForward: agent !== undefined,
        readyTimeout: target.connectTimeoutSeconds * 1000,
        keepaliveInterval: KEEP_ALIVE_MS,
        keepaliveCountMax: KEEP_ALIVE_COUNT,
        algorithms: { serverHostKey: hostKeyAlgorithms(hostKey) },
        hostVerifier: (blob: Buffer) => {
          presented = blob;
          return blob.toString('base64') === hostKey;
        },
      });
    });
    return client;
  } catch (error) {
    client.destroy();
    // `connect` itself throws for a key that it cannot read.
    throw error instanceof AppError ? error : failed(error);
  }
}

function mismatch(address: string, pinned: string, presented: Buffer): HostKeyMismatch {
  const expected = describeHostKey(Buffer.from(pinned, 'base64')).fingerprint;
  return new HostKeyMismatch(address, expected, describeHostKey(presented).fingerprint);
}
