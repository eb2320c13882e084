import { generateSshKey } from '../../lib/ssh-key';

/**
 * An Ed25519 key pair as texts, for tests. Not by ssh2: 3 of 1 000 of those that it generates it cannot read itself.
 */
export function ed25519KeyPair(): { private: string; public: string } {
  const { privateKey, publicKey } = generateSshKey();
  return { private: privateKey.reveal(), public: publicKey };
}
