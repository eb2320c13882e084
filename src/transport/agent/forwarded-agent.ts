import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { BaseAgent } from 'ssh2';
import sshpk from 'sshpk';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { ForwardedKey } from './forwarded-key';
import { AgentConversation, type AgentKey } from './protocol';
import { SignInPolicy } from './sign-in-policy';
import { sshNumber, sshString } from './ssh-wire';
import { AgentStream } from './stream';

/** Most streams of a command: a program opens one for each connection it makes. */
const MOST_STREAMS = 16;

function parse(privateKey: Secret): sshpk.PrivateKey {
  try {
    return sshpk.parsePrivateKey(privateKey.reveal(), 'auto');
  } catch (error) {
    throw new AppError('validation_failed', 'The deploy key cannot be read. Choose another key.', {
      cause: error,
    });
  }
}

/** Write the signature blob of an ECDSA key: both numbers as one string (RFC 5656, 3.1.2). */
function ecdsaNumbers(signature: Buffer): Buffer {
  const half = signature.length / 2;
  return Buffer.concat([sshNumber(signature.subarray(0, half)), sshNumber(signature.subarray(half))]);
}

type Signer = Pick<AgentKey, 'algorithms' | 'sign'>;

/** Make the signer of an RSA key, without SHA-1 (`ssh-rsa`), which servers no longer accept. */
function rsaSigner(key: KeyObject): Signer {
  return {
    algorithms: ['rsa-sha2-512', 'rsa-sha2-256'],
    sign: (data, algorithm) => {
      const hash = algorithm === 'rsa-sha2-256' ? 'sha256' : 'sha512';
      return Buffer.concat([sshString(algorithm), sshString(sign(hash, data, key))]);
    },
  };
}

/**
 * Make the signer of an ECDSA key. Without sshpk, which guesses the curve from the length of the numbers, sometimes
 * wrongly.
 */
function ecdsaSigner(key: KeyObject, type: string, hash: string): Signer {
  return {
    algorithms: [type],
    sign: (data) => {
      const numbers = ecdsaNumbers(sign(hash, data, { key, dsaEncoding: 'ieee-p1363' }));
      return Buffer.concat([sshString(type), sshString(numbers)]);
    },
  };
}

/** Make the signer of an Ed25519 key. Node cannot read the PKCS#8 form that sshpk writes. */
function ed25519Signer(key: sshpk.PrivateKey): Signer {
  return {
    algorithms: ['ssh-ed25519'],
    sign: (data) => {
      const signer = key.createSign('sha512');
      signer.update(data);
      return signer.sign().toBuffer('ssh');
    },
  };
}

function signerOf(key: sshpk.PrivateKey, blob: Buffer): Signer {
  if (key.type === 'ed25519') return ed25519Signer(key);
  const nodeKey = createPrivateKey(key.toString('pkcs8'));
  if (key.type === 'rsa') return rsaSigner(nodeKey);
  const type = blob.subarray(4, 4 + blob.readUInt32BE(0)).toString(); // the blob begins with its type
  return ecdsaSigner(nodeKey, type, key.defaultHashAlgorithm());
}

function agentKey(key: sshpk.PrivateKey): AgentKey {
  const blob = key.toPublic().toBuffer('rfc4253');
  return { blob, comment: 'deploy key', ...signerOf(key, blob) };
}

/**
 * An in-memory SSH agent with one key, for one command. The key signs here; the machine gets signatures, never the
 * key, and only for signing in to the repository (`SignInPolicy`).
 */
export class OneKeyAgent extends BaseAgent {
  readonly #key: AgentKey;
  readonly #policy: SignInPolicy;
  #streams = 0;

  /** @throws AppError `validation_failed` when the key cannot be read */
  constructor(forwarded: ForwardedKey) {
    super();
    this.#key = agentKey(parse(forwarded.privateKey));
    this.#policy = new SignInPolicy(forwarded);
  }

  /** Open a stream for a program on the machine that uses the agent. */
  override getStream(done: (error: Error | undefined, stream: Duplex) => void): void {
    const stream = new AgentStream(new AgentConversation(this.#key, this.#policy));
    if (this.#streams >= MOST_STREAMS) {
      done(new Error('Too many programs ask the agent.'), stream);
      return;
    }
    this.#streams++;
    stream.once('close', () => this.#streams--);
    done(undefined, stream);
  }

  override getIdentities(): void {
    throw new Error('This agent is for forwarding only.');
  }

  override sign(): void {
    throw new Error('This agent is for forwarding only.');
  }
}
