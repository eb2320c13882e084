import ssh2 from 'ssh2';
import { Secret } from '../../domain/secret';
import { ed25519KeyPair } from '../ssh/key-pair.testing';
import { OneKeyAgent } from './forwarded-agent';
import type { ForwardedKey } from './forwarded-key';
import { sshString } from './ssh-wire';

/** Get the public key blob of a key that ssh2 generated. */
export function blobOf(key: { public: string }): Buffer {
  return Buffer.from(key.public.split(' ')[1] ?? '', 'base64');
}

export const deployKey = ed25519KeyPair();
export const gitHost = ed25519KeyPair();

export function lent(changes: Partial<ForwardedKey> = {}): ForwardedKey {
  return {
    privateKey: new Secret(deployKey.private),
    user: 'git',
    hostKeys: [blobOf(gitHost).toString('base64')],
    foreignHostKeys: [],
    mustBind: false,
    mostSignatures: 4,
    ...changes,
  };
}

/** Open a stream to the agent that sends whole requests and returns their answers. */
export function conversation(agent: OneKeyAgent) {
  let waiting: ((answer: Buffer) => void)[] = [];
  let bytes = Buffer.alloc(0);
  const stream = new Promise<NodeJS.ReadWriteStream>((resolve, reject) =>
    agent.getStream((error, opened) => (error ? reject(error) : resolve(opened))),
  );
  void stream.then((opened) =>
    opened.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE(0)) {
        const end = 4 + bytes.readUInt32BE(0);
        const [next, ...later] = waiting;
        waiting = later;
        next?.(bytes.subarray(4, end));
        bytes = bytes.subarray(end);
      }
    }),
  );
  return async (request: Buffer): Promise<Buffer> => {
    const opened = await stream;
    return new Promise((resolve) => {
      waiting.push(resolve);
      opened.write(sshString(request));
    });
  };
}

export interface SignIn {
  sessionId?: Buffer;
  type?: number;
  user?: string;
  service?: string;
  method?: string;
  signed?: number;
  algorithm?: string;
  key?: Buffer;
  behind?: Buffer;
}

/** Build a request to sign a sign-in; omitted members are valid. */
export function signRequest(changes: SignIn = {}): Buffer {
  const key = changes.key ?? blobOf(deployKey);
  const data = Buffer.concat([
    sshString(changes.sessionId ?? Buffer.alloc(32, 7)),
    Buffer.from([changes.type ?? 50]),
    sshString(changes.user ?? 'git'),
    sshString(changes.service ?? 'ssh-connection'),
    sshString(changes.method ?? 'publickey'),
    Buffer.from([changes.signed ?? 1]),
    sshString(changes.algorithm ?? 'ssh-ed25519'),
    sshString(key),
    changes.behind ?? Buffer.alloc(0),
  ]);
  return Buffer.concat([Buffer.from([13]), sshString(key), sshString(data), Buffer.alloc(4)]);
}

/** Build a client's claim to be in a session with the owner of a host key, who signed the session. */
export function bindRequest(
  host: { public: string; private: string } = gitHost,
  changes: { sessionId?: Buffer; signedId?: Buffer; forwarding?: number } = {},
): Buffer {
  const { sessionId = Buffer.alloc(32, 7), forwarding = 0 } = changes;
  const key = ssh2.utils.parseKey(host.private);
  if (key instanceof Error || Array.isArray(key)) throw new Error('The test key cannot be read.');
  const signature = key.sign(changes.signedId ?? sessionId);
  if (signature instanceof Error) throw signature;
  return Buffer.concat([
    Buffer.from([27]),
    sshString('session-bind@openssh.com'),
    sshString(blobOf(host)),
    sshString(sessionId),
    sshString(Buffer.concat([sshString('ssh-ed25519'), sshString(signature)])),
    Buffer.from([forwarding]),
  ]);
}

export const agentOf = (changes: Partial<ForwardedKey> = {}) => new OneKeyAgent(lent(changes));
