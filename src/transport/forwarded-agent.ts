import type { Duplex } from 'node:stream';
import { BaseAgent } from 'ssh2';
import sshpk from 'sshpk';
import { AppError } from '../domain/error';
import type { Secret } from '../domain/secret';
import { type AgentKey, AgentStream } from './agent-protocol';

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

function agentKey(key: sshpk.PrivateKey): AgentKey {
  return {
    blob: key.toPublic().toBuffer('rfc4253'),
    comment: 'deploy key',
    sign: (data, flags) => {
      const rsaHash = flags & RSA_SHA2_256 ? 'sha256' : 'sha512';
      const signer = key.createSign(key.type === 'rsa' ? rsaHash : key.defaultHashAlgorithm());
      signer.update(data);
      return signer.sign().toBuffer('ssh');
    },
  };
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
