import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { BaseAgent } from 'ssh2';
import sshpk from 'sshpk';
import { AppError } from '../domain/error';
import type { Secret } from '../domain/secret';
import { type AgentKey, AgentStream, sshString } from './agent-protocol';

/** Flags of a sign request (draft-ietf-sshm-ssh-agent, section 6.3). Without one, RSA means SHA-1, which nobody takes. */
const RSA_SHA2_256 = 2;

function parse(privateKey: Secret): sshpk.PrivateKey {
  try {
    return sshpk.parsePrivateKey(privateKey.reveal(), 'auto');
  } catch (error) {
    throw new AppError('validation_failed', 'The deploy key cannot be read. Choose another key.', {
      cause: error,
    });
  }
}

/** A positive number of the SSH protocol (RFC 4251, 5, mpint): no leading zeros, but one before a high first bit. */
function mpint(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(first < 0 ? bytes.length : first);
  return sshString((digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}

/** Signature blob of an ECDSA key: both numbers as one string (RFC 5656, 3.1.2). */
function ecdsaNumbers(signature: Buffer): Buffer {
  const half = signature.length / 2;
  return Buffer.concat([mpint(signature.subarray(0, half)), mpint(signature.subarray(half))]);
}

type Sign = AgentKey['sign'];

function rsaSign(key: KeyObject): Sign {
  return (data, flags) => {
    const bits = flags & RSA_SHA2_256 ? '256' : '512';
    return Buffer.concat([sshString(`rsa-sha2-${bits}`), sshString(sign(`sha${bits}`, data, key))]);
  };
}

/** Not with sshpk: it guesses the curve from the length of the numbers, and is now and then wrong. */
function ecdsaSign(key: KeyObject, type: Buffer, hash: string): Sign {
  return (data) => {
    const numbers = ecdsaNumbers(sign(hash, data, { key, dsaEncoding: 'ieee-p1363' }));
    return Buffer.concat([sshString(type), sshString(numbers)]);
  };
}

/** Node does not read the PKCS#8 form that sshpk gives an Ed25519 key. */
function ed25519Sign(key: sshpk.PrivateKey): Sign {
  return (data) => {
    const signer = key.createSign('sha512');
    signer.update(data);
    return signer.sign().toBuffer('ssh');
  };
}

function signerOf(key: sshpk.PrivateKey, blob: Buffer): Sign {
  if (key.type === 'ed25519') return ed25519Sign(key);
  const nodeKey = createPrivateKey(key.toString('pkcs8'));
  if (key.type === 'rsa') return rsaSign(nodeKey);
  const type = blob.subarray(4, 4 + blob.readUInt32BE(0)); // the blob begins with its type
  return ecdsaSign(nodeKey, type, key.defaultHashAlgorithm());
}

function agentKey(key: sshpk.PrivateKey): AgentKey {
  const blob = key.toPublic().toBuffer('rfc4253');
  return { blob, comment: 'deploy key', sign: signerOf(key, blob) };
}

/** An SSH agent in memory with one key. The key signs here; the machine gets signatures, never the key. */
export class OneKeyAgent extends BaseAgent {
  readonly #key: AgentKey;

  /** @throws AppError `validation_failed` when the key cannot be read */
  constructor(privateKey: Secret) {
    super();
    this.#key = agentKey(parse(privateKey));
  }

  /** One stream for each program on the machine that asks the agent. */
  override getStream(done: (error: Error | undefined, stream: Duplex) => void): void {
    done(undefined, new AgentStream(this.#key));
  }

  override getIdentities(): void {
    throw new Error('This agent is for forwarding only.');
  }

  override sign(): void {
    throw new Error('This agent is for forwarding only.');
  }
}
